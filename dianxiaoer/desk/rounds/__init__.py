"""Staff screens of rounds."""
