"""Acts of inspection: plans, filing under the cap, scans, results, what the firm does."""
