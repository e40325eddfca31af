"""Money of the fictitious district."""


def load_money(cast, today):
    return None
