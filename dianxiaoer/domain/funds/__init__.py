"""Funds received: claimed with evidence, recognised by a second person, origin derived."""
