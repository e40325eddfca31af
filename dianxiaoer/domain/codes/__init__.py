"""Service codes (码上服务): a signed code for each firm and site, printed on a poster, revoked by a new edition."""
