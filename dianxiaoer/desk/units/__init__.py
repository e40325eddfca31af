"""The tree of units (机构)."""
