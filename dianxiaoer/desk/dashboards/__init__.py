"""Dashboards of units."""
