"""Staff screens of funds."""
