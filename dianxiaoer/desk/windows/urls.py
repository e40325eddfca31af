from django.urls import path

from dianxiaoer.desk.windows import roster, views

urlpatterns = [
    path("", views.ledger, name="windows-list"),
    path("add/", views.add, name="windows-add"),
    path("duties/", views.duties, name="windows-duties"),
    path("rules/", views.rules, name="windows-rules"),
    path("rules/set/", views.set_rule, name="windows-set_rule"),
    path("<int:pk>/", views.detail, name="windows-detail"),
    path("<int:pk>/edit/", views.edit, name="windows-edit"),
    path("<int:pk>/add_item/", roster.item, name="windows-add_item"),
    path("items/<int:pk>/edit_item/", roster.edit_item, name="windows-edit_item"),
    path("<int:pk>/add_shift/", roster.shift, name="windows-add_shift"),
    path("shifts/<int:pk>/end/", roster.end_shift, name="windows-end_shift"),
    path("<int:pk>/except/", roster.exception, name="windows-except"),
    path("exceptions/<int:pk>/remove/", roster.remove_exception, name="windows-remove_exception"),
    path("<int:pk>/put_on_call/", roster.duty, name="windows-put_on_call"),
    path("duties/<int:pk>/remove/", roster.remove_duty, name="windows-take_off_call"),
]
