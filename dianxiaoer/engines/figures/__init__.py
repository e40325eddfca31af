"""Indicator algebra: growth on a comparable base, shares, ranks, completion, time progress, figures as printed."""
