"""Stewardship (包联): the ledger, the roster, coverage on one page, plans for the optimiser."""
