"""The demo districts as data, and the loader."""
