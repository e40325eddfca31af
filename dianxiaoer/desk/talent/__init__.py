"""Talent (引进人才): who was brought in, under which programme, to which employer, when."""
