from django.urls import path

from dianxiaoer.desk.training import people, views

urlpatterns = [
    path("", views.ledger, name="training-list"),
    path("add/", views.add, name="training-add"),
    path("people/", people.people, name="training-people"),
    path("people/<int:pk>/unregister/", people.unregister, name="training-unregister"),
    path("outcomes/", people.outcomes, name="training-outcomes"),
    path("outcomes/<int:pk>/", people.answer, name="training-answer"),
    path("<int:pk>/", views.detail, name="training-detail"),
    path("<int:pk>/edit/", views.edit, name="training-edit"),
    path("<int:pk>/hold/", views.hold, name="training-hold"),
    path("<int:pk>/cancel/", views.cancel, name="training-cancel"),
    path("<int:pk>/poster.pdf", views.poster, name="training-print"),
    path("<int:pk>/register/", people.register, name="training-register"),
    path("<int:pk>/attend/", people.attend, name="training-attend"),
    path("<int:pk>/move_up/", people.move_up, name="training-move_up"),
    path("<int:pk>/ask/", people.ask, name="training-ask"),
]
