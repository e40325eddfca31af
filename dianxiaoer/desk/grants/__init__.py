"""The table of grants (权限表): role × verb × scope, as it is in force."""
