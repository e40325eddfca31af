"""Earthwork balancing (土方平衡): who hauls which surplus earth to whom, in which week, and what it saves."""
