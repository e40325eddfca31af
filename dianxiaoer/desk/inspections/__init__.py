"""Inspections: filings, scans, results, plans, caps, ratings."""
