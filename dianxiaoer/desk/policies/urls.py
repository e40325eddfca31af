from django.urls import path

from dianxiaoer.desk.policies import views

urlpatterns = [
    path("", views.overview, name="policies-list"),
    path("<str:key>/", views.detail, name="policies-detail"),
]
