"""Tests of the earthwork engine."""
