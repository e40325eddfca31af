"""Systems that listen to events."""
