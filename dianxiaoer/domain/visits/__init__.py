"""Firm visits and inspections (走访, 扫码入企): service codes, plans, filings, scans, frequency caps, the quiet rule."""
