"""A person's own large exports: how far they are, and the files."""
