"""Industry chain (产业链): the map, its gaps, reach and dependence, and the ranking of target companies."""
