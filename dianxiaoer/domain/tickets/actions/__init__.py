"""Every act on a ticket."""
