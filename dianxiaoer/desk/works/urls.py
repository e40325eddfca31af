from django.urls import path

from dianxiaoer.desk.works import views

urlpatterns = [
    path("", views.ledger, name="works-list"),
    path("open/", views.open_, name="works-open"),
    path("<int:pk>/", views.detail, name="works-detail"),
    path("<int:pk>/edit/", views.edit, name="works-edit"),
    path("<int:pk>/files/<int:file>/", views.attachment, name="works-file"),
    path("<int:pk>/<str:verb>/", views.step, name="works-step"),
]
