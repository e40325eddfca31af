"""Acts on companies: files.py (the file itself), contacts.py, knowledge.py (facts and lists)."""
