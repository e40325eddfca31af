"""Target ranking (目标企业): which outside firms suit a region, each score a sum of named parts."""
