from django.urls import path

from dianxiaoer.desk.talent import views

urlpatterns = [
    path("", views.ledger, name="talent-list"),
    path("add/", views.add, name="talent-add"),
    path("<int:pk>/", views.edit, name="talent-edit"),
]
