from django.urls import path

from dianxiaoer.desk.figures import indicators, statistics, views

urlpatterns = [
    path("", indicators.indicators, name="figures-list"),
    path("statistics/", statistics.statistics, name="figures-statistics"),
    path("statistics/report/", statistics.report, name="figures-report"),
    path("statistics/<int:pk>/correct/", statistics.correct, name="figures-correct"),
    path("<str:key>/", views.figure, name="figures-figure"),
    path("<str:key>/definition/", indicators.indicator, name="figures-indicator"),
    path("<str:key>/define/", indicators.define, name="figures-define"),
    path("<str:key>/standard/", indicators.standard, name="figures-standard"),
]
