"""Pure functions: no Django, clock, network or disk."""
