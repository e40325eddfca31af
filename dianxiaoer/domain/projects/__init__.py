"""Projects from signing to full capacity: phases, stages claimed and verified, contract money, evidence, promises."""
