"""Activities (招商活动): the ledger, the calendar, one page per activity with what came of it."""
