"""The firm's side (企业端): phone first, no account needed beforehand, everything works without JavaScript."""
