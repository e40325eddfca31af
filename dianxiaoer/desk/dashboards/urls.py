from django.urls import path

from dianxiaoer.desk.dashboards import views

urlpatterns = [path("", views.dashboard, name="dashboards-unit")]
