from django.urls import path

from dianxiaoer.desk.chains import views

urlpatterns = [
    path("", views.ledger, name="chains-list"),
    path("add/", views.add, name="chains-add"),
    path("<int:pk>/edit/", views.edit, name="chains-edit"),
]
