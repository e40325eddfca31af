"""Policy rules as dated data: load, check, compile, then explain one firm or evaluate millions."""
