"""The trade: one room per subject, dependencies only point down."""
