from django.urls import path

from dianxiaoer.desk.people import views

urlpatterns = [
    path("", views.ledger, name="people-list"),
    path("add/", views.add, name="people-add"),
    path("<int:pk>/", views.detail, name="people-detail"),
    path("<int:pk>/edit/", views.edit, name="people-edit"),
    path("<int:pk>/deactivate/", views.deactivate, name="people-deactivate"),
    path("<int:pk>/activate/", views.activate, name="people-activate"),
    path("<int:pk>/reset_password/", views.reset, name="people-reset_password"),
    path("<int:pk>/unlock/", views.unlock, name="people-unlock"),
    path("<int:pk>/assign_role/", views.assign, name="people-assign_role"),
    path("<int:pk>/withdraw_role/<int:held>/", views.withdraw, name="people-withdraw_role"),
]
