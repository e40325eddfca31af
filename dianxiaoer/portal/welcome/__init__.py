"""The first page of the firm's side, and what every visitor may read."""
