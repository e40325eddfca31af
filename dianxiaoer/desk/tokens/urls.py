from django.urls import path

from dianxiaoer.desk.tokens import views

urlpatterns = [
    path("", views.ledger, name="tokens-list"),
    path("issue/", views.issue, name="tokens-issue"),
    path("<int:pk>/revoke/", views.revoke, name="tokens-revoke"),
]
