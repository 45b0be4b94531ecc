from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "apps.moderation"

    def ready(self) -> None:
        from apps.moderation import telling  # noqa: PLC0415 - models are loaded by now, not before
        from apps.moderation.queries import appeals, rulings  # noqa: PLC0415 - likewise
        from apps.notices.subjects import LOOK_UPS  # noqa: PLC0415 - likewise
        from apps.trust.needs import NEEDS  # noqa: PLC0415 - likewise
        from apps.trust.places import PLACES  # noqa: PLC0415 - likewise
        from apps.trust.telling import TELLERS  # noqa: PLC0415 - likewise

        LOOK_UPS["moderation.ruling"] = rulings.subjects
        LOOK_UPS["moderation.matter"] = rulings.held_subjects
        LOOK_UPS["trust.community"] = telling.communities
        LOOK_UPS["trust.recall"] = telling.votes
        TELLERS.append(telling.pass_on)
        PLACES["moderation.ruling"] = rulings.subjects
        NEEDS.append(appeals.needs_another_steward)
