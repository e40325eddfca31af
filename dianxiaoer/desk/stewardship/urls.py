from django.urls import path

from dianxiaoer.desk.stewardship import officials, plans, views

urlpatterns = [
    path("", views.ledger, name="stewardship-list"),
    path("coverage/", views.coverage, name="stewardship-coverage"),
    path("assign/", views.assign, name="stewardship-assign"),
    path("import/", views.import_list, name="stewardship-import"),
    path("rules/", views.rules, name="stewardship-rules"),
    path("rules/set/", views.set_rule, name="stewardship-set_rule"),
    path("rules/minimum/", views.set_minimum, name="stewardship-set_minimum"),
    path("<int:pk>/", views.detail, name="stewardship-detail"),
    path("<int:pk>/end/", views.end, name="stewardship-end"),
    path("profiles/<int:pk>/", views.profile, name="stewardship-profile"),
    path("officials/", officials.ledger, name="stewardship-officials"),
    path("officials/add/", officials.add, name="stewardship-add_official"),
    path("officials/<int:pk>/", officials.detail, name="stewardship-official"),
    path("officials/<int:pk>/edit/", officials.edit, name="stewardship-edit_official"),
    path("officials/<int:pk>/hand_over/", officials.hand, name="stewardship-hand_over"),
    path("plans/", plans.ledger, name="stewardship-plans"),
    path("plans/add/", plans.add, name="stewardship-make_plan"),
    path("plans/<int:pk>/", plans.detail, name="stewardship-plan"),
    path("plans/<int:pk>/input.<slug:ending>", plans.download, name="stewardship-plan_input"),
    path("plans/<int:pk>/solve/", plans.solve, name="stewardship-solve"),
    path("plans/<int:pk>/take_result/", plans.result, name="stewardship-take_result"),
    path("plans/<int:pk>/adopt/", plans.adopt, name="stewardship-adopt"),
    path("plans/<int:pk>/drop/", plans.drop, name="stewardship-drop_plan"),
]
