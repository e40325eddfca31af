"""企业微信 group robots: a message into the office's own group."""
