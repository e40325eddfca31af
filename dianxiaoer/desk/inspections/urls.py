from django.urls import path

from dianxiaoer.desk.inspections import onsite, plans, views

urlpatterns = [
    path("", views.ledger, name="inspections-list"),
    path("file/", views.file, name="inspections-file"),
    path("import/", views.import_filings, name="inspections-import"),
    path("<int:pk>/", views.detail, name="inspections-detail"),
    path("<int:pk>/merge/", views.merge, name="inspections-merge"),
    path("<int:pk>/cancel/", views.cancel, name="inspections-cancel"),
    path("<int:pk>/scan_in/", onsite.enter, name="inspections-scan_in"),
    path("<int:pk>/scan_out/", onsite.leave, name="inspections-scan_out"),
    path("<int:pk>/leave_document/", onsite.document, name="inspections-leave_document"),
    path("<int:pk>/conclude/", onsite.conclude, name="inspections-conclude"),
    path("documents/<int:pk>/", onsite.download, name="inspections-document"),
    path("plans/", plans.ledger, name="inspections-plans"),
    path("plans/add/", plans.add, name="inspections-add_plan"),
    path("plans/<int:pk>/", plans.detail, name="inspections-plan"),
    path("plans/<int:pk>/edit/", plans.edit, name="inspections-edit_plan"),
    path("plans/<int:pk>/add_line/", plans.line, name="inspections-add_line"),
    path("plans/lines/<int:pk>/remove/", plans.drop_line, name="inspections-remove_line"),
    path("plans/<int:pk>/submit/", plans.submit, name="inspections-plan_submit"),
    path("plans/<int:pk>/publish/", plans.publish, name="inspections-plan_publish"),
    path("plans/<int:pk>/withdraw/", plans.withdraw, name="inspections-plan_withdraw"),
    path("caps/", plans.caps, name="inspections-caps"),
    path("caps/set/", plans.add_cap, name="inspections-set_cap"),
    path("ratings/", plans.ratings, name="inspections-ratings"),
]
