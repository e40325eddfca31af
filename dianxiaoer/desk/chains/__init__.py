"""The industrial chains (产业链) a district works on, and their chiefs (链长)."""
