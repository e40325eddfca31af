"""The text an officer writes in a condition: units, words, grammar."""
