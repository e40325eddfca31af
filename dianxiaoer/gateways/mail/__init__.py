"""Electronic mail (电子邮件) through the office's own SMTP server."""
