from django.urls import path

from dianxiaoer.portal.mine import views

urlpatterns = [
    path("", views.requests, name="portal-mine"),
    path("name/", views.name, name="portal-name"),
    path("firms/", views.firms, name="portal-firms"),
    path("firms/bind/", views.bind, name="portal-bind"),
    path("firms/<int:pk>/invite/", views.invite, name="portal-invite"),
    path("members/<int:pk>/remove/", views.remove, name="portal-remove"),
]
