from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "apps.identity"

    def ready(self) -> None:
        from apps.identity import receivers  # noqa: F401, PLC0415 - models are loaded by now, not before
