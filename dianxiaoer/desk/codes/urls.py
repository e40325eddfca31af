from django.urls import path

from dianxiaoer.desk.codes import views

urlpatterns = [
    path("", views.ledger, name="codes-list"),
    path("issue/", views.issue, name="codes-issue"),
    path("posters/", views.posters, name="codes-posters"),
    path("<int:pk>/", views.detail, name="codes-detail"),
    path("<int:pk>/poster/", views.poster, name="codes-poster"),
    path("<int:pk>/renew/", views.renew, name="codes-renew"),
    path("<int:pk>/revoke/", views.revoke, name="codes-revoke"),
    path("scan/<str:token>/", views.scan, name="codes-scan"),
]
