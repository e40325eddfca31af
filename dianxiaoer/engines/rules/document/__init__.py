"""A policy document as records: read and written as YAML or Excel, with the place of every word."""
