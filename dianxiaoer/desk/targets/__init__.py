"""Annual targets: completion, time progress, revisions."""
