"""What every screen shares: base pages, tags, ledgers, css, vendored assets."""
