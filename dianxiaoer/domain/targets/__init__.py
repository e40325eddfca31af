"""Indicators as rows, reported statistics, targets, snapshots: one path computes every figure and opens its rows."""
