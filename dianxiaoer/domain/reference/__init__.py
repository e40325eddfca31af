"""Regions, industries, chains, the working-day calendar, ranking lists, statistical standards (口径)."""
