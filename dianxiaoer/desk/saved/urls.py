from django.urls import path

from dianxiaoer.desk.saved import views

urlpatterns = [
    path("save/", views.save, name="views-save"),
    path("<int:pk>/drop/", views.drop, name="views-drop"),
]
