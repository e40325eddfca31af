"""Supervision and appraisal (督导考评): lights by published rules, notices, appraisal schemes."""
