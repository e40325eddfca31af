"""Who is who: credit codes with their check digits, company names made comparable, duplicates scored."""
