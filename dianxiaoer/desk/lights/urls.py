from django.urls import path

from dianxiaoer.desk.lights import rules, views

urlpatterns = [
    path("", views.board, name="lights-board"),
    path("list/", views.ledger, name="lights-list"),
    path("rules/", rules.rules, name="lights-rules"),
    path("rules/set/", rules.set_, name="lights-set_rule"),
    path("rules/adopt/<slug:key>/", rules.adopt, name="lights-adopt_rule"),
    path("rules/<int:pk>/edit/", rules.edit, name="lights-edit_rule"),
    path("overrides/<int:pk>/lift/", views.lift, name="lights-lift"),
    path("of/<slug:subject>/<int:pk>/", views.row_panel, name="lights-panel"),
    path("<int:pk>/", views.detail, name="lights-detail"),
    path("<int:pk>/override/", views.override, name="lights-override"),
]
