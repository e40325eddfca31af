"""考核: schemes, editions, score sheets, objections."""
