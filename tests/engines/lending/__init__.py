"""Tests of the lending engine."""
