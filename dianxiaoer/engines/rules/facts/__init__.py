"""Facts of firms: from files and plain values to the columns rules read."""
