from django.urls import path

from dianxiaoer.desk.exports import views

urlpatterns = [
    path("", views.mine, name="exports-list"),
    path("<int:pk>/download/", views.download, name="exports-download"),
]
