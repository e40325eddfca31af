"""One file per company for life (一企一档): target, investor, resident; contacts, facts with source and date."""
