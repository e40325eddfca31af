"""The rulebook's policies to read, each with the tickets that concern it."""
