"""Training (培训活动): courses, meetings and policy talks, who registered and came, what firms say came of it."""
