from django.urls import path

from dianxiaoer.desk.libraries import thresholds, views

urlpatterns = [
    path("", views.libraries, name="libraries-list"),
    *thresholds.RULES.urls("thresholds"),
    path("watch/<int:pk>/", views.watch, name="libraries-watch"),
    path("<int:pk>/supply/", views.supply, name="libraries-supply"),
    path("<int:pk>/enter/", views.enter, name="libraries-enter"),
]
