"""Tests of the policy rules engine."""
