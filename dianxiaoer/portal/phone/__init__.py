"""Verifying a phone by a code."""
