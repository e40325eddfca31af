"""Screening of millions of firms: load once, filter, score, facets, name search, duplicates."""
