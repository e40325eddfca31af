from django.urls import path

from dianxiaoer.desk.appraisal import acts, editions, objections, schemes, sheets

urlpatterns = [
    path("", editions.ledger, name="appraisal-list"),
    path("open/", acts.open_, name="appraisal-open"),
    path("schemes/", schemes.ledger, name="appraisal-schemes"),
    path("schemes/set/", schemes.set_, name="appraisal-set_scheme"),
    path("schemes/<int:pk>/", schemes.detail, name="appraisal-scheme"),
    path("schemes/<int:pk>/edit/", schemes.edit, name="appraisal-edit_scheme"),
    path("schemes/<int:pk>/add/", schemes.add_line, name="appraisal-add_indicator"),
    path("schemes/lines/<int:pk>/edit/", schemes.edit_line, name="appraisal-edit_indicator"),
    path("schemes/lines/<int:pk>/remove/", schemes.remove_line, name="appraisal-remove_indicator"),
    path("examples/<slug:key>/", schemes.example, name="appraisal-example"),
    path("examples/<slug:key>/adopt/", schemes.adopt, name="appraisal-adopt"),
    path("sheets/", sheets.ledger, name="appraisal-sheets"),
    path("sheets/<int:pk>/", sheets.sheet, name="appraisal-sheet"),
    path("sheets/<int:pk>/enter/", acts.enter, name="appraisal-enter"),
    path("lines/", sheets.lines, name="appraisal-lines"),
    path("lines/<int:pk>/", sheets.line, name="appraisal-line"),
    path("lines/<int:pk>/object/", objections.object_, name="appraisal-object"),
    path("objections/<int:pk>/answer/", objections.answer, name="appraisal-answer"),
    path("<int:pk>/", editions.detail, name="appraisal-detail"),
    path("<int:pk>/compute/", acts.compute, name="appraisal-compute"),
    path("<int:pk>/draft/", acts.draft, name="appraisal-draft"),
    path("<int:pk>/invite/", acts.invite, name="appraisal-invite"),
    path("<int:pk>/publish/", acts.publish, name="appraisal-publish"),
    path("<int:pk>/freeze/", acts.freeze, name="appraisal-freeze"),
]
