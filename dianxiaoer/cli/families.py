"""Which module answers which word: a family is imported only when its word is typed, so engines start fast."""

#: word → (module, one-line help). A module offers `configure(parser)` and `run(args) -> int`.
FAMILIES: dict[str, tuple[str, str]] = {}
