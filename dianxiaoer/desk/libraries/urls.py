from django.urls import path

from dianxiaoer.desk.libraries import views

urlpatterns = [
    path("", views.libraries, name="libraries-list"),
    path("watch/<int:pk>/", views.watch, name="libraries-watch"),
    path("<int:pk>/supply/", views.supply, name="libraries-supply"),
    path("<int:pk>/enter/", views.enter, name="libraries-enter"),
]
