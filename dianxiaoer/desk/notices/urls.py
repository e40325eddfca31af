from django.urls import path

from dianxiaoer.desk.notices import acts, ladder, views

urlpatterns = [
    path("", views.ledger, name="notices-list"),
    path("raise/", acts.raise_, name="notices-raise"),
    path("ladder/", ladder.ladder, name="notices-ladder"),
    path("ladder/set/", ladder.set_, name="notices-set_ladder"),
    path("papers/<int:pk>/", views.paper, name="notices-paper"),
    path("<int:pk>/", views.detail, name="notices-detail"),
    path("<int:pk>/letter/", views.letter, name="notices-letter"),
    path("<int:pk>/edit/", acts.edit, name="notices-edit"),
    path("<int:pk>/issue/", acts.issue, name="notices-issue"),
    path("<int:pk>/answer/", acts.answer, name="notices-answer"),
    path("<int:pk>/close/", acts.close, name="notices-close"),
    path("<int:pk>/send_back/", acts.back, name="notices-send_back"),
    path("<int:pk>/reopen/", acts.reopen, name="notices-reopen"),
    path("<int:pk>/withdraw/", acts.withdraw, name="notices-withdraw"),
]
