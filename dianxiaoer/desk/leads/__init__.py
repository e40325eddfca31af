"""Screens of leads (线索)."""
