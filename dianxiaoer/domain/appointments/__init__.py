"""Appointments (36524 预约): windows, rosters, slots, bookings."""
