"""Every write of the room, by family: windows and rosters, booking, what becomes of a booking, the waiting list."""
