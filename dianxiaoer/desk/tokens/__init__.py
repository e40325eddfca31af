"""Keys of other systems that call."""
