"""Tests of the optimise engine."""
