"""A person's saved views of ledgers."""
