from django.urls import path

from dianxiaoer.desk.bonds import views

urlpatterns = [
    path("", views.ledger, name="bonds-list"),
    path("apply/<int:pk>/", views.apply, name="bonds-apply"),
    path("<int:pk>/", views.detail, name="bonds-detail"),
    path("<int:pk>/review/", views.review, name="bonds-review"),
    path("<int:pk>/refuse/", views.refuse, name="bonds-refuse"),
    path("<int:pk>/issue/", views.issue, name="bonds-issue"),
    path("<int:pk>/spend/", views.spend, name="bonds-spend"),
]
