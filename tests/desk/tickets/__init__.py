"""Screens of tickets and works orders."""
