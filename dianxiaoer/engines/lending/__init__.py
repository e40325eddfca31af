"""Bank matching (信易贷): financing needs to bank products under quotas, ranked and planned."""
