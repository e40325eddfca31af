"""The installed command `dianxiaoer`: one module per family of commands."""
