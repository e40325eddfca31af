"""The three executions of one tree: one firm explained, columns, SQL."""
