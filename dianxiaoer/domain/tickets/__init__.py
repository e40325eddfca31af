"""Tickets (诉求, 帮代办): a firm's request from its registration to its rating, its clocks, papers and works orders."""
