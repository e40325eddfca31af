from django.urls import path

from dianxiaoer.portal.appointments import choosing, mine

urlpatterns = [
    path("", choosing.items, name="portal-appointments"),
    path("<int:pk>/", choosing.days, name="portal-appointments_days"),
    path("<int:pk>/<str:on>/", choosing.times, name="portal-appointments_times"),
    path("book/", choosing.book, name="portal-appointments_book"),
    path("queue/", choosing.queue, name="portal-appointments_queue"),
    path("mine/", mine.mine, name="portal-appointments_mine"),
    path("mine/<int:pk>/", mine.detail, name="portal-appointments_detail"),
    path("mine/<int:pk>/cancel/", mine.cancel, name="portal-appointments_cancel"),
    path("mine/<int:pk>/calendar.ics", mine.calendar, name="portal-appointments_calendar"),
    path("waiting/<int:pk>/leave/", mine.leave, name="portal-appointments_leave"),
]
