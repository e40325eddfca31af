from django.urls import path

from dianxiaoer.desk.rounds import bars, views

urlpatterns = [
    path("", views.ledger, name="rounds-list"),
    path("open/", views.open_, name="rounds-open"),
    path("members/<int:pk>/unlist/", views.unlist, name="rounds-unlist"),
    *bars.RULES.urls("bars"),
    path("<int:pk>/", views.detail, name="rounds-detail"),
    path("<int:pk>/edit/", views.edit, name="rounds-edit"),
    path("<int:pk>/propose/<slug:batch>/", views.propose, name="rounds-propose"),
    path("<int:pk>/publish/", views.publish, name="rounds-publish"),
    path("<int:pk>/adjust/", views.adjust, name="rounds-adjust"),
]
