"""Screens of companies (企业)."""
