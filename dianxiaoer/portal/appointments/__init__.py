"""Appointments of a firm: an item, a day, a time; one's own, the calendar file, cancelling, the waiting list."""
