"""Addresses of the staff screens: one line per subject."""

from django.urls import include, path

#: subject → module with `urlpatterns`; the address of a subject is /desk/<subject>/
SUBJECTS: dict[str, str] = {
    "views": "dianxiaoer.desk.saved.urls",
}

urlpatterns = [path(f"{subject}/", include(module)) for subject, module in SUBJECTS.items()]
