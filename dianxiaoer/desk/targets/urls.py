from django.urls import path

from dianxiaoer.desk.targets import views

urlpatterns = [
    path("", views.targets, name="targets-list"),
    path("set/", views.set_, name="targets-set"),
    path("<int:pk>/revise/", views.revise, name="targets-revise"),
    path("<int:pk>/", views.revisions, name="targets-revisions"),
]
