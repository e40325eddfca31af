from django.urls import path

from dianxiaoer.desk.calendar import views

urlpatterns = [
    path("", views.year, name="calendar-list"),
    path("<int:year>/", views.year, name="calendar-year"),
    path("set_day/", views.set_, name="calendar-set_day"),
    path("clear_day/<int:pk>/", views.clear, name="calendar-clear_day"),
    path("<int:year>/announce/", views.announce, name="calendar-announce"),
    path("<int:year>/withdraw/", views.withdraw, name="calendar-withdraw"),
]
