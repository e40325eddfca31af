"""督办函: raised, answered, closed, printed."""
