from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "dianxiaoer.domain.projects"
    label = "projects"
    verbose_name = "项目"
