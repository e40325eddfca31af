from django.urls import path

from dianxiaoer.desk.firms import views

urlpatterns = [
    path("", views.members, name="accounts-members"),
    path("claims/", views.claims, name="accounts-claims"),
    path("claims/<int:pk>/", views.claim, name="accounts-claim"),
    path("claims/<int:pk>/approve/", views.approve, name="accounts-approve"),
    path("claims/<int:pk>/refuse/", views.refuse, name="accounts-refuse"),
    path("<int:pk>/remove/", views.remove, name="accounts-remove"),
]
