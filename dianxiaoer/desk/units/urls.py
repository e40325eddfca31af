from django.urls import path

from dianxiaoer.desk.units import views

urlpatterns = [
    path("", views.tree, name="units-list"),
    path("add/", views.add, name="units-add"),
    path("<int:pk>/", views.detail, name="units-detail"),
    path("<int:pk>/edit/", views.edit, name="units-edit"),
    path("<int:pk>/move/", views.move, name="units-move"),
]
