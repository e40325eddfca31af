from django.urls import path

from dianxiaoer.portal.inspections import views

urlpatterns = [
    path("", views.history, name="portal-inspections"),
    path("plans/", views.plans, name="portal-inspection_plans"),
    path("<int:pk>/", views.detail, name="portal-inspection"),
    path("<int:pk>/rate/", views.rate, name="portal-inspection_rate"),
    path("<int:pk>/complain/", views.complain, name="portal-inspection_complain"),
    path("documents/<int:pk>/", views.document, name="portal-inspection_document"),
]
