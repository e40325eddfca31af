"""Text messages (短信) through an office's own HTTP gateway."""
