"""Inspections of firms (涉企行政检查): plans, filings beforehand, scans, results, caps, anonymous ratings."""
