from django.urls import path

from dianxiaoer.desk.channels import views

urlpatterns = [
    path("", views.ledger, name="channels-list"),
    path("add/", views.add, name="channels-add"),
    path("<int:pk>/", views.detail, name="channels-detail"),
    path("<int:pk>/edit/", views.edit, name="channels-edit"),
    path("<int:pk>/record_result/", views.result, name="channels-record_result"),
    path("<int:pk>/pay/", views.pay, name="channels-pay"),
    path("<int:pk>/close/", views.close, name="channels-close"),
    path("<int:pk>/resume/", views.resume, name="channels-resume"),
]
