"""Staff screens of projects."""
