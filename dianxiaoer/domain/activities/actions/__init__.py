"""Every write of the room, by family: planning, parts of an activity, follow-ups, channels."""
