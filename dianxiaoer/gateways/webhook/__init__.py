"""Signed posts to other systems (系统回调)."""
