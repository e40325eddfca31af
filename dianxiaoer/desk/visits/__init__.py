"""Visits: plan, calendar, record, findings, results, the file of a firm on one page."""
