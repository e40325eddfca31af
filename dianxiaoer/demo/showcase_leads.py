"""Activities, companies and leads of the fictitious district."""

from dianxiaoer.demo.showcase_events import load_activities, load_companies


def load_leads(cast, today):
    companies = load_companies(cast, today)
    load_activities(cast, today)
    return companies
