"""Writes of appraisal, by verb family."""
