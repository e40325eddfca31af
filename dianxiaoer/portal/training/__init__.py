"""Training on the firm's side: what is on, registering by code, one's own registrations, feedback, what came of it."""
