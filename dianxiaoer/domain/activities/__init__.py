"""Activities that win investment: visits, fairs, roadshows, delegations, signing events; and the modes of attraction."""
