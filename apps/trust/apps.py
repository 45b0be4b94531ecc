from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "apps.trust"

    def ready(self) -> None:
        from apps.core.due import DUTIES  # noqa: PLC0415 - models are loaded by now, not before
        from apps.trust.actions import nightly, recalling  # noqa: PLC0415 - likewise

        DUTIES["recalls closed"] = recalling.close_recalls
        DUTIES["appointments ended"] = nightly.end_what_nobody_holds
        DUTIES["standings changed"] = nightly.reckon_everybody
