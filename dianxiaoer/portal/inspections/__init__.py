"""Who came to the firm: inspections and visits, papers left, rating, complaint; the published plans."""
