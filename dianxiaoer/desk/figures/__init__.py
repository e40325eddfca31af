"""Figures: the page of one figure with its rows, the catalogue of indicators, standards and reported statistics."""
