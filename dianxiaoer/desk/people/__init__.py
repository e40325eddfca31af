"""People, their accounts and the roles they hold (人员)."""
