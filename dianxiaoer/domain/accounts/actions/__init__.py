"""Every write of firm accounts."""
