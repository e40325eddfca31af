"""Finds what is wrong with a rulebook before anything runs."""
