from django.urls import path

from dianxiaoer.desk.subscriptions import views

urlpatterns = [
    path("", views.ledger, name="subscriptions-list"),
    path("add/", views.add, name="subscriptions-add"),
    path("<int:pk>/", views.detail, name="subscriptions-detail"),
    path("<int:pk>/edit/", views.edit, name="subscriptions-edit"),
    path("<int:pk>/stop/", views.stop, name="subscriptions-stop"),
    path("<int:pk>/resume/", views.resume, name="subscriptions-resume"),
]
