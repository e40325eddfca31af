"""Liaison assignment (包联): which official looks after which firm, with load, distance and continuity in view."""
