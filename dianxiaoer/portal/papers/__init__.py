"""Whether a paper is genuine: open to everyone who holds it."""
