"""Composition: settings, urls, start-up."""
