from django.urls import path

from dianxiaoer.desk.leads import more, views
from dianxiaoer.desk.leads.acts import ACTS, act_view

urlpatterns = [
    path("", views.ledger, name="leads-list"),
    path("register/", views.register, name="leads-register"),
    path("import/", views.import_leads, name="leads-import"),
    path("similar/", views.similar, name="leads-similar"),
    path("transfer/", more.transfer_many, name="leads-transfer_many"),
    path("clock/", more.clock, name="leads-clock"),
    path("clock/set/", more.clock_set, name="leads-set_clock"),
    path("task-forces/<int:pk>/", more.task_force, name="leads-change_task_force"),
    path("<int:pk>/", views.detail, name="leads-detail"),
    path("<int:pk>/edit/", views.edit, name="leads-edit"),
    path("<int:pk>/link_company/", more.link, name="leads-link_company"),
    path("<int:pk>/reveal/", more.reveal, name="leads-reveal"),
    *[path(f"<int:pk>/{act.verb}/", act_view(act), name=f"leads-{act.verb}") for act in ACTS],
]
