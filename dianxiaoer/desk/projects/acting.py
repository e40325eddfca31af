"""One shape for every act on a project: fetched and allowed by the view, asked by a form, done by one action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.shell.pages import form_page


def project_address(project: Project, tab: str = "") -> str:
    return reverse("projects-detail", args=[project.pk]) + (f"?tab={tab}" if tab else "")


def trail_of(project: Project | None = None) -> list[tuple[str, str]]:
    top = [(_("项目台账"), reverse("projects-list"))]
    return [*top, (project.name, project_address(project))] if project else top


def act_page(
    request: HttpRequest,
    row: Any,
    verb: str,
    form: forms.Form,
    *,
    project: Project,
    title: str,
    act: Callable[[Any], Any],
    tab: str = "",
    said: str = "",
    **context: Any,
) -> HttpResponse:
    """The form of one act on `row` of a project; refused (403) before it is shown to who may not."""
    require(request.user, verb, row)
    back = project_address(project, tab)
    context.setdefault("intro", project.name)
    return form_page(
        request,
        form,
        title=title,
        back=back,
        trail=trail_of(project),
        act=act,
        done=lambda made: back,
        said=lambda made: said or _("已保存。"),
        **context,
    )
