"""Units, users, roles, task forces; who may do what (grants) and see what (access)."""
