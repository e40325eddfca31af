from django.urls import path

from dianxiaoer.desk.reference import views

urlpatterns = [
    path("industries/", views.industries, name="reference-industries"),
    path("regions/", views.regions, name="reference-regions"),
]
