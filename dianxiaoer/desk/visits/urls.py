from django.urls import path

from dianxiaoer.desk.visits import records, views

urlpatterns = [
    path("", views.ledger, name="visits-list"),
    path("calendar/", views.calendar, name="visits-calendar"),
    path("plan/", views.plan, name="visits-plan"),
    path("import/", views.import_visits, name="visits-import"),
    path("findings/", records.findings, name="visits-findings"),
    path("results/", records.results, name="visits-results"),
    path("rotas/", records.rotas, name="visits-rotas"),
    path("rotas/add/", records.add_rota, name="visits-set_rota"),
    path("firms/<int:pk>/", records.firm, name="visits-firm"),
    path("<int:pk>/", views.detail, name="visits-detail"),
    path("<int:pk>/edit/", views.edit, name="visits-edit"),
    path("<int:pk>/join/", views.join, name="visits-join"),
    path("<int:pk>/cancel/", views.cancel, name="visits-cancel"),
    path("<int:pk>/check_in/", records.arrive, name="visits-check_in"),
    path("<int:pk>/record/", records.record, name="visits-record"),
]
