"""Addresses of the firm's side, all below /e/: one line per subject."""

from django.urls import include, path

from dianxiaoer.portal.tickets import following, menu
from dianxiaoer.portal.welcome import views as welcome

#: subject → module with `urlpatterns`; the address of a subject is /e/<subject>/, its names are portal-<subject>…
SUBJECTS: dict[str, str] = {
    "phone": "dianxiaoer.portal.phone.urls",
    "requests": "dianxiaoer.portal.tickets.urls",
    "mine": "dianxiaoer.portal.mine.urls",
    "paper": "dianxiaoer.portal.papers.urls",
    "works": "dianxiaoer.portal.works.urls",
    # appointments, training
    "appointments": "dianxiaoer.portal.appointments.urls",
    "training": "dianxiaoer.portal.training.urls",
    # visits, inspections, codes
    "codes": "dianxiaoer.portal.codes.urls",
    "inspections": "dianxiaoer.portal.inspections.urls",
}

urlpatterns = [
    path("", welcome.welcome, name="portal"),
    path("follow/", following.follow, name="portal-follow"),
    path("follow/<str:number>/<str:code>/", following.followed_one, name="portal-followed"),
    path("menu/", menu.menu, name="portal-menu"),
    path("privacy/", welcome.privacy, name="portal-privacy"),
    path("help/", welcome.how, name="portal-help"),
    *[path(f"{subject}/", include(module)) for subject, module in SUBJECTS.items()],
]
