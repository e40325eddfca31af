"""Channels (招商渠道): agencies, chambers, funds and other modes of attraction, with brief, fee and results."""
