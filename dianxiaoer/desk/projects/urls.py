from django.urls import path

from dianxiaoer.desk.projects import ledgers, money, papers, progress, requirements, stages, views

urlpatterns = [
    path("", ledgers.projects, name="projects-list"),
    path("assign/", ledgers.assign, name="projects-assign"),
    path("open/", views.open_, name="projects-open"),
    path("claims/", ledgers.claims, name="projects-claims"),
    path("claims/<int:pk>/", stages.claim_detail, name="projects-claim_detail"),
    path("claims/<int:pk>/verify/", stages.verify, name="projects-verify"),
    path("claims/<int:pk>/reject/", stages.reject, name="projects-reject"),
    path("claims/<int:pk>/withdraw/", stages.withdraw, name="projects-withdraw"),
    path("evidence/<int:pk>/", papers.download, name="projects-evidence"),
    path("evidence/<int:pk>/discard/", papers.discard, name="projects-discard"),
    path("phases/<int:pk>/edit/", progress.phase_edit, name="projects-edit_phase"),
    path("obligations/<int:pk>/achieve/", progress.achieve, name="projects-achieve"),
    *requirements.RULES.urls("requirements"),
    path("<int:pk>/", views.detail, name="projects-detail"),
    path("<int:pk>/edit/", views.edit, name="projects-edit"),
    path("<int:pk>/claim/<slug:stage>/", stages.claim, name="projects-claim"),
    path("<int:pk>/move_back/", stages.back, name="projects-move_back"),
    path("<int:pk>/status/<slug:verb>/", stages.status, name="projects-status"),
    path("<int:pk>/upload/", papers.upload, name="projects-upload"),
    path("<int:pk>/change_contract/", money.change, name="projects-change_contract"),
    path("<int:pk>/record_signing/", money.signing, name="projects-record_signing"),
    path("<int:pk>/add_phase/", progress.phase_add, name="projects-add_phase"),
    path("<int:pk>/report_investment/", progress.investment, name="projects-report_investment"),
    path("<int:pk>/plan_investment/", progress.plan, name="projects-plan_investment"),
    path("<int:pk>/set_quantity/", progress.quantity, name="projects-set_quantity"),
    path("<int:pk>/promise/", progress.promise, name="projects-promise"),
]
