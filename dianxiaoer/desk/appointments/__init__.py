"""Appointments (预约): the board of a window, the ledger, booking for a firm, what becomes of each."""
