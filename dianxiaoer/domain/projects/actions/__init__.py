"""Every write to a project and what hangs on it; the entry other rooms use stands in `opening`."""
