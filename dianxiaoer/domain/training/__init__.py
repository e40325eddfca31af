"""Training and talent (培训与人才): courses, talks, registrations, people brought in, what came of it."""
