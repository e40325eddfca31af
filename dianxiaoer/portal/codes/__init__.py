"""What a scan of a service code opens, by who scans it."""
