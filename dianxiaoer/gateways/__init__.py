"""The outside world: one drawer each, with a real client, a fake, and a page that says how to set it up."""
