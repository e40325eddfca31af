"""Acts of stewardship: the roster, assignments, hand-over, plans."""
