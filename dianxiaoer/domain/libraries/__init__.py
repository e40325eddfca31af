"""Statistics libraries (入库入统): who is in, who should be, which papers are missing."""
