from django.urls import path

from dianxiaoer.desk.grants import views

urlpatterns = [path("", views.table, name="grants-list")]
