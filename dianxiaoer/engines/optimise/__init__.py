"""The few solver calls the planning engines share: network flow, assignment, small mixed-integer, all proven."""
