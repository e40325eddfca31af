from django.urls import path

from dianxiaoer.desk.appointments import acts, board, booking, views

urlpatterns = [
    path("", views.ledger, name="appointments-list"),
    path("board/", board.board, name="appointments-board"),
    path("board/<int:pk>/move_up/", board.move_up, name="appointments-move_up"),
    path("book/", booking.book, name="appointments-book"),
    path("queue/", booking.queue, name="appointments-queue"),
    path("waiting/", views.waiting, name="appointments-waiting"),
    path("waiting/<int:pk>/leave/", acts.leave, name="appointments-leave"),
    path("<int:pk>/", views.detail, name="appointments-detail"),
    path("<int:pk>/calendar.ics", views.calendar, name="appointments-calendar"),
    path("<int:pk>/confirm/", acts.confirm, name="appointments-confirm"),
    path("<int:pk>/check_in/", acts.check_in, name="appointments-check_in"),
    path("<int:pk>/serve/", acts.serve, name="appointments-serve"),
    path("<int:pk>/miss/", acts.miss, name="appointments-miss"),
    path("<int:pk>/cancel/", acts.cancel, name="appointments-cancel"),
    path("<int:pk>/excuse/", acts.excuse, name="appointments-excuse"),
    path("<int:pk>/assign/", acts.assign, name="appointments-assign"),
    path("<int:pk>/link_ticket/", acts.link_ticket, name="appointments-link_ticket"),
]
