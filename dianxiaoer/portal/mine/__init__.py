"""What a phone and its firms have with us; who acts for a firm."""
