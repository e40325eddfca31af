"""Tests of the stewardship engine."""
