from django.urls import path

from dianxiaoer.desk.tickets import concierge, detail, more, rules, views
from dianxiaoer.desk.tickets.acts import ACTS, act_view

urlpatterns = [
    path("", views.ledger, name="tickets-list"),
    path("register/", views.register, name="tickets-register"),
    path("import/", views.import_tickets, name="tickets-import"),
    path("similar/", views.similar, name="tickets-similar"),
    path("dispatch/", more.dispatch_many, name="tickets-dispatch_many"),
    path("clock/", rules.clock, name="tickets-clock"),
    path("clock/choose/", rules.choose, name="tickets-choose_preset"),
    path("clock/add/", rules.preset_add, name="tickets-add_preset"),
    path("words/", rules.words, name="tickets-words"),
    path("words/category/", rules.category, name="tickets-add_category"),
    path("words/category/<int:pk>/", rules.category, name="tickets-set_category"),
    path("words/level/", rules.level, name="tickets-add_level"),
    path("words/level/<int:pk>/", rules.level, name="tickets-set_level"),
    path("words/menu/", rules.menu_item, name="tickets-add_menu_item"),
    path("words/menu/<int:pk>/", rules.menu_item, name="tickets-set_menu_item"),
    path("extensions/<int:pk>/", more.extension, name="tickets-decide_extension"),
    path("parts/<int:pk>/answer/", more.part_answer, name="tickets-answer_part"),
    path("ratings/<int:pk>/call_back/", more.rating_call_back, name="tickets-call_back"),
    path("ratings/<int:pk>/mend/", more.rating_mend, name="tickets-mend"),
    path("ratings/<int:pk>/exclude/", more.rating_exclude, name="tickets-exclude_rating"),
    path("<int:pk>/", detail.detail, name="tickets-detail"),
    path("<int:pk>/edit/", views.edit, name="tickets-edit"),
    path("<int:pk>/reveal/", more.reveal, name="tickets-reveal"),
    path("<int:pk>/files/<int:file>/", detail.attachment, name="tickets-file"),
    path("<int:pk>/papers/", concierge.paper, name="tickets-issue_paper"),
    path("<int:pk>/papers/<int:paper>/<str:form>/", detail.paper, name="tickets-paper"),
    path("<int:pk>/parts/<int:part>/cancel/", more.part_cancel, name="tickets-cancel_part"),
    path("<int:pk>/concierge/<str:verb>/", concierge.step, name="tickets-concierge"),
    *[path(f"<int:pk>/{act.verb}/", act_view(act), name=f"tickets-{act.verb}") for act in ACTS],
]
