"""Suggestions of industries and regions while typing; form fields that take a code or a name."""
