"""Tickets: acts, clocks, refusals."""
