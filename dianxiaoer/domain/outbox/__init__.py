"""Messages to people and systems (消息): what is to be sent, to whom, by which channel, and whether it arrived."""
