from django.urls import path

from dianxiaoer.desk.messages import copies, views

urlpatterns = [
    path("", views.ledger, name="messages-list"),
    path("<int:pk>/", views.detail, name="messages-detail"),
    path("<int:pk>/retry/", views.retry, name="messages-retry"),
    path("<int:pk>/cancel/", views.cancel, name="messages-cancel"),
    path("copies/<int:pk>/seen/", copies.seen, name="messages-seen"),
    path("copies/<str:subject>/<int:pk>/", copies.copy, name="messages-copy"),
]
