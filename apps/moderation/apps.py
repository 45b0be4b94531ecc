from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "apps.moderation"

    def ready(self) -> None:
        from apps.moderation.queries import appeals, rulings  # noqa: PLC0415 - models are loaded by now, not before
        from apps.notices.subjects import LOOK_UPS  # noqa: PLC0415 - likewise
        from apps.trust.needs import NEEDS  # noqa: PLC0415 - likewise

        LOOK_UPS["moderation.ruling"] = rulings.subjects
        LOOK_UPS["moderation.matter"] = rulings.held_subjects
        NEEDS.append(appeals.needs_another_steward)
