from django.urls import path

from dianxiaoer.portal.phone import views

urlpatterns = [
    path("", views.ask, name="portal-phone"),
    path("code/", views.answer, name="portal-phone_code"),
    path("leave/", views.leave, name="portal-phone_leave"),
]
