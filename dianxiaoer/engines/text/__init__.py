"""Chinese public text → facts with spans: indicators, projects, events, policies, organisations, regions."""
