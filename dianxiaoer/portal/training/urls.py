from django.urls import path

from dianxiaoer.portal.training import courses, mine

urlpatterns = [
    path("", courses.courses, name="portal-training"),
    path("mine/", mine.mine, name="portal-training_mine"),
    path("mine/<int:pk>/cancel/", mine.cancel, name="portal-training_cancel"),
    path("mine/<int:pk>/calendar.ics", mine.calendar, name="portal-training_calendar"),
    path("mine/<int:pk>/feedback/", mine.feedback, name="portal-training_feedback"),
    path("outcomes/<int:pk>/", mine.outcome, name="portal-training_outcome"),
    path("outcomes/<int:pk>/decline/", mine.decline, name="portal-training_decline"),
    path("<slug:code>/", courses.course, name="portal-training_course"),
    path("<slug:code>/register/", courses.register, name="portal-training_register"),
]
