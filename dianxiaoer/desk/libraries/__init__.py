"""Staff screens of libraries."""
