from django.urls import path

from dianxiaoer.portal.works import views

urlpatterns = [
    path("", views.works, name="portal-works"),
    path("<int:pk>/", views.detail, name="portal-works_order"),
    path("<int:pk>/files/<int:file>/", views.attachment, name="portal-works_file"),
    path("<int:pk>/accept/", views.accept, name="portal-works_accept"),
    path("<int:pk>/redo/", views.redo, name="portal-works_redo"),
]
