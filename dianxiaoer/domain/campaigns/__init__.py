"""Three batches (三个一批): rounds, entry bars, lists of signed, started and commissioned projects."""
