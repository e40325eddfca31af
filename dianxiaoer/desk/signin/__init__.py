"""Sign in, sign out, change the password."""
