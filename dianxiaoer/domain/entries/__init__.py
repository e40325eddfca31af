"""Who enters a firm (入企): one line for every planned or held visit and inspection, the quiet rule, alerts."""
