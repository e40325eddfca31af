"""Requests of firms: eight tiles, a draft, a number, progress, answers, a rating."""
