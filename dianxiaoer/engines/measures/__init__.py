"""Money, rates, periods, working days: parse, round, format."""
