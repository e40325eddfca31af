"""督导: the board of lights, every light with its reason, the rules behind them."""
