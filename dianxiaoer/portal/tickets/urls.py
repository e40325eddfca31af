from django.urls import path

from dianxiaoer.portal.tickets import acts, drafting, following

urlpatterns = [
    path("new/", drafting.new, name="portal-new"),
    path("draft/<str:key>/", drafting.draft, name="portal-draft"),
    path("draft/<str:key>/keep/", drafting.keep_typed, name="portal-draft_keep"),
    path("draft/<str:key>/photo/<str:sha256>/", drafting.photo, name="portal-draft_photo"),
    path("<str:number>/", following.progress, name="portal-request"),
    path("<str:number>/sent/", following.sent, name="portal-sent"),
    path("<str:number>/file/<int:pk>/", following.file, name="portal-file"),
    path("<str:number>/supply/", acts.supply_more, name="portal-supply"),
    path("<str:number>/withdraw/", acts.take_back, name="portal-withdraw"),
    path("<str:number>/contest/", acts.contest, name="portal-contest"),
    path("<str:number>/rate/", acts.rate, name="portal-rate"),
]
