"""Clockwork: what runs by itself, each job in a few lines."""
