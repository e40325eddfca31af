"""Appraisal (考核): schemes as data, editions per period, scores that open to their arithmetic, objections, publication."""
