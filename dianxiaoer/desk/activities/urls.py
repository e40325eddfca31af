from django.urls import path

from dianxiaoer.desk.activities import met, parts, views

urlpatterns = [
    path("", views.ledger, name="activities-list"),
    path("assign/", views.assign, name="activities-assign"),
    path("calendar/", views.calendar, name="activities-calendar"),
    path("add/", views.add, name="activities-add"),
    path("<int:pk>/", views.detail, name="activities-detail"),
    path("<int:pk>/edit/", views.edit, name="activities-edit"),
    path("<int:pk>/hold/", views.hold, name="activities-hold"),
    path("<int:pk>/cancel/", views.cancel, name="activities-cancel"),
    path("<int:pk>/reopen/", views.reopen, name="activities-reopen"),
    path("<int:pk>/record_met/", met.met, name="activities-record_met"),
    path("<int:pk>/add_stop/", parts.stop, name="activities-add_stop"),
    path("<int:pk>/add_guest/", parts.guest, name="activities-add_guest"),
    path("<int:pk>/add_participant/", parts.participant, name="activities-add_participant"),
    path("<int:pk>/promise/", parts.promise, name="activities-promise"),
    path("<int:pk>/remove/<slug:kind>/<int:part>/", parts.remove, name="activities-remove_part"),
    path("followups/<int:pk>/", parts.followup, name="activities-followup"),
    path("followups/<int:pk>/reassign/", parts.reassign, name="activities-reassign"),
]
