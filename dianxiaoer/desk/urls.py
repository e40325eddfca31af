"""Addresses of the staff screens: one line per subject."""

from django.urls import include, path

#: subject → module with `urlpatterns`; the address of a subject is /desk/<subject>/
SUBJECTS: dict[str, str] = {
    "projects": "dianxiaoer.desk.projects.urls",
    "funds": "dianxiaoer.desk.funds.urls",
    "rounds": "dianxiaoer.desk.rounds.urls",
    "bonds": "dianxiaoer.desk.bonds.urls",
    "libraries": "dianxiaoer.desk.libraries.urls",
    "leads": "dianxiaoer.desk.leads.urls",
    "companies": "dianxiaoer.desk.companies.urls",
    "reference": "dianxiaoer.desk.reference.urls",
    "activities": "dianxiaoer.desk.activities.urls",
    # enterprise service
    "firms": "dianxiaoer.desk.firms.urls",
    "appointments": "dianxiaoer.desk.appointments.urls",
    "windows": "dianxiaoer.desk.windows.urls",
    "training": "dianxiaoer.desk.training.urls",
    "talent": "dianxiaoer.desk.talent.urls",
    "stewardship": "dianxiaoer.desk.stewardship.urls",
    "tickets": "dianxiaoer.desk.tickets.urls",
    "policies": "dianxiaoer.desk.policies.urls",
    "works": "dianxiaoer.desk.works.urls",
    "codes": "dianxiaoer.desk.codes.urls",
    "entries": "dianxiaoer.desk.entries.urls",
    "inspections": "dianxiaoer.desk.inspections.urls",
    "visits": "dianxiaoer.desk.visits.urls",
    # supervision
    "lights": "dianxiaoer.desk.lights.urls",
    "notices": "dianxiaoer.desk.notices.urls",
    "appraisal": "dianxiaoer.desk.appraisal.urls",
    "audit": "dianxiaoer.desk.audit.urls",
    "calendar": "dianxiaoer.desk.calendar.urls",
    "exports": "dianxiaoer.desk.exports.urls",
    "grants": "dianxiaoer.desk.grants.urls",
    "people": "dianxiaoer.desk.people.urls",
    "messages": "dianxiaoer.desk.messages.urls",
    "preferences": "dianxiaoer.desk.preferences.urls",
    "subscriptions": "dianxiaoer.desk.subscriptions.urls",
    "tokens": "dianxiaoer.desk.tokens.urls",
    "units": "dianxiaoer.desk.units.urls",
    "chains": "dianxiaoer.desk.chains.urls",
    "channels": "dianxiaoer.desk.channels.urls",
    "views": "dianxiaoer.desk.saved.urls",
    "figures": "dianxiaoer.desk.figures.urls",
    "targets": "dianxiaoer.desk.targets.urls",
    "dashboards": "dianxiaoer.desk.dashboards.urls",
    "screen": "dianxiaoer.desk.screen.urls",
}

urlpatterns = [path(f"{subject}/", include(module)) for subject, module in SUBJECTS.items()]
