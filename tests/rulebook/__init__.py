"""Runs every case beside the shipped rulebook."""
