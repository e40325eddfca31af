"""Who enters firms: the list, the quiet rule, alerts for supervisors."""
