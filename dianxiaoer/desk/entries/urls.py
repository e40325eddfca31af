from django.urls import path

from dianxiaoer.desk.entries import views

urlpatterns = [
    path("", views.entries, name="entries-list"),
    path("limits/", views.limits, name="entries-limits"),
    path("limits/set/", views.add_limit, name="entries-set_limit"),
    path("alerts/", views.alerts, name="alerts-list"),
    path("alerts/<int:pk>/", views.alert, name="alerts-detail"),
    path("alerts/<int:pk>/settle/", views.settle, name="alerts-settle"),
]
