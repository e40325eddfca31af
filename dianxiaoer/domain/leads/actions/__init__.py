"""Acts on leads: registering.py, judging.py, pursuing.py (follow-ups, hand-over, task force), ending.py, terms.py."""
