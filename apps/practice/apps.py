from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "apps.practice"

    def ready(self) -> None:
        from apps.pages.actions.issuing import AFTER_PUBLISHING  # noqa: PLC0415 - models are loaded by now
        from apps.practice.actions.practices import register  # noqa: PLC0415 - likewise

        AFTER_PUBLISHING.append(register)
