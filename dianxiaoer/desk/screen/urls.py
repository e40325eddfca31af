from django.urls import path

from dianxiaoer.desk.screen import views

urlpatterns = [path("", views.screen, name="screen")]
