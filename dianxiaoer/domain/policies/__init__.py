"""Policies of the rulebook as others point to them: by id, with title, issuer and clauses. Files reviewed like code, no table."""
