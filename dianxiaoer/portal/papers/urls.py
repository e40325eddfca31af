from django.urls import path

from dianxiaoer.portal.papers import views

urlpatterns = [
    path("", views.ask, name="portal-paper"),
    path("<str:code>/", views.told, name="portal-paper_told"),
]
