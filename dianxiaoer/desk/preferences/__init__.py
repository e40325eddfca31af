"""How I want to be told."""
