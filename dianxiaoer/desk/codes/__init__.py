"""Service codes (码上服务): the ledger, posters, and what an officer finds behind a scan."""
