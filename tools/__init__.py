"""For maintainers only: nothing here runs in the product."""
