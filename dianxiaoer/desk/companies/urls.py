from django.urls import path

from dianxiaoer.desk.companies import parts, views

urlpatterns = [
    path("", views.ledger, name="companies-list"),
    path("assign/", views.assign, name="companies-assign"),
    path("add/", views.add, name="companies-add"),
    path("import/", views.import_companies, name="companies-import"),
    path("suggest/", views.suggest, name="companies-suggest"),
    path("<int:pk>/", views.detail, name="companies-detail"),
    path("<int:pk>/edit/", views.edit, name="companies-edit"),
    path("<int:pk>/add_contact/", parts.contact_add, name="companies-add_contact"),
    path("<int:pk>/add_fact/", parts.fact_add, name="companies-add_fact"),
    path("<int:pk>/mark/", parts.mark_add, name="companies-mark"),
    path("contacts/<int:pk>/edit/", parts.contact_edit, name="companies-edit_contact"),
    path("contacts/<int:pk>/remove/", parts.contact_remove, name="companies-remove_contact"),
    path("contacts/<int:pk>/reveal/", parts.contact_reveal, name="companies-reveal"),
    path("facts/<int:pk>/remove/", parts.fact_remove, name="companies-remove_fact"),
    path("marks/<int:pk>/remove/", parts.mark_remove, name="companies-unmark"),
]
