"""Django-wiki's URL table with our two views in it and none of its own."""

from typing import Any

from django.urls import URLPattern, re_path
from wiki.sites import WikiSite


class Site(WikiSite):
    """Names under `wiki:` that django-wiki's models reverse; every other route of its own is left out."""

    def __init__(self, name: str = "wiki") -> None:
        self.name = name

    def get_urls(self) -> list[Any]:
        """The wiki's front door and its pages. The views are looked up late, once the apps are loaded."""
        from apps.pages.views import reading  # noqa: PLC0415 - django-wiki builds the site while apps load

        root: URLPattern = re_path(r"^$", reading.spaces, name="root")
        page = re_path(r"^(?P<path>[a-z0-9][a-z0-9/_-]*)/$", reading.page, name="get")
        return [root, page]
