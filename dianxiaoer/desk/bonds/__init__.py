"""Staff screens of bonds."""
