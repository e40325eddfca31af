"""Messages: what left, what waits, what did not arrive; what one was copied on."""
