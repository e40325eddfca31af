from django.urls import path

from dianxiaoer.desk.audit import views

urlpatterns = [
    path("", views.ledger, name="audit-list"),
    path("verify/", views.verified, name="audit-verify"),
]
