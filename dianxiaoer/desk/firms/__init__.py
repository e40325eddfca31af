"""People of firms: who acts for which firm, and who asks to."""
