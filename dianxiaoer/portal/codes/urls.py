from django.urls import path

from dianxiaoer.portal.codes import views

urlpatterns = [path("<str:token>/", views.scan, name="portal-code")]
