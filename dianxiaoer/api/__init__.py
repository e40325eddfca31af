"""The programming interface: other systems read and report tickets, as interface accounts, by the same grants as the desk."""
