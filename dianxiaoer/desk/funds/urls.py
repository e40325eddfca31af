from django.urls import path

from dianxiaoer.desk.funds import views

urlpatterns = [
    path("", views.ledger, name="funds-list"),
    path("claim/<int:pk>/", views.claim, name="funds-claim"),
    path("<int:pk>/", views.detail, name="funds-detail"),
    path("<int:pk>/edit/", views.edit, name="funds-edit"),
    path("<int:pk>/recognise/", views.recognise, name="funds-recognise"),
    path("<int:pk>/reject/", views.reject, name="funds-reject"),
    path("<int:pk>/revoke/", views.revoke, name="funds-revoke"),
]
