"""Every address of the product."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from dianxiaoer.desk.home.views import home
from dianxiaoer.desk.search.views import search
from dianxiaoer.desk.signin import views as signin
from dianxiaoer.shell.amounts import choose as choose_amounts


def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("", home, name="home"),
    path("signin/", signin.signin, name="signin"),
    path("signout/", signin.signout, name="signout"),
    path("password/", signin.password, name="password"),
    path("language/", signin.language, name="language"),
    path("amounts/", choose_amounts, name="amounts"),
    path("search/", search, name="search"),
    path("health/", health, name="health"),
    path("desk/", include("dianxiaoer.desk.urls")),
    path("api/v1/", include("dianxiaoer.api.urls")),
    path("e/", include("dianxiaoer.portal.urls")),
]
handler404 = "dianxiaoer.shell.problems.not_found"
handler403 = "dianxiaoer.shell.problems.forbidden"
handler500 = "dianxiaoer.shell.problems.server_error"
