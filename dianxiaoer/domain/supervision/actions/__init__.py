"""Writes of supervision, by verb family."""
