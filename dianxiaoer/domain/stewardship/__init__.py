"""Stewardship (包联): which leader, liaison officer, chief service officer looks after which firm."""
