from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate  # noqa: TID251 - Django's own, and nobody else says it


def keep_index(using: str, **_: Any) -> None:
    """After every migration: see `actions.keep`."""
    from apps.search.actions import keep  # noqa: PLC0415 - what reaches the database waits until apps are loaded

    keep(using)


class SearchConfig(AppConfig):
    name = "apps.search"

    def ready(self) -> None:
        # Django tells this only to apps with models, so the app of the editions stands in for this one.
        post_migrate.connect(keep_index, sender=apps.get_app_config("pages"), dispatch_uid="search_keep_index")
