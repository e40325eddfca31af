"""From checked documents to one typed tree that the three executions share."""
