"""Addresses of the firm's side, all below /e/: one line per subject."""

from django.urls import include, path

from dianxiaoer.portal.welcome import views as welcome

#: subject → module with `urlpatterns`; the address of a subject is /e/<subject>/, its names are portal-<subject>…
SUBJECTS: dict[str, str] = {
    "phone": "dianxiaoer.portal.phone.urls",
    # requests, my firm
    # appointments, training
    # visits, inspections, codes
}

urlpatterns = [
    path("", welcome.welcome, name="portal"),
    path("privacy/", welcome.privacy, name="portal-privacy"),
    path("help/", welcome.how, name="portal-help"),
    *[path(f"{subject}/", include(module)) for subject, module in SUBJECTS.items()],
]
