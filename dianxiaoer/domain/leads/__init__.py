"""Leads (线索): registered once, owned by one, judged, followed up, and in the end converted into a project or dropped."""
