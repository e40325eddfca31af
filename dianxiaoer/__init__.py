"""Dianxiaoer 店小二: investment promotion and enterprise service in one ledger."""

__version__ = "0.1.0"
