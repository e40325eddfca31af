"""Every address of the product with who may open it: one module per subject, one line per address."""
