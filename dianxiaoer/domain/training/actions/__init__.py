"""Every write of the room, by family: planning, registering, outcomes, talent."""
