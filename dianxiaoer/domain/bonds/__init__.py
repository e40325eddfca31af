"""Special-purpose bonds (专项债): applied, reviewed, issued, spent."""
