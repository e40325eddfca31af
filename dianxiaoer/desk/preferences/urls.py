from django.urls import path

from dianxiaoer.desk.preferences import views

urlpatterns = [path("", views.edit, name="preferences")]
