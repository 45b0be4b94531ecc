from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "apps.pages"

    def ready(self) -> None:
        from apps.moderation.subjects import FLAGGABLE  # noqa: PLC0415 - likewise
        from apps.notices.subjects import LOOK_UPS  # noqa: PLC0415 - models are loaded by now, not before
        from apps.pages.flaggable import PAGE  # noqa: PLC0415 - likewise
        from apps.pages.queries import absorbed, owners, places  # noqa: PLC0415 - likewise
        from apps.trust.places import HOMES, PLACES  # noqa: PLC0415 - likewise

        FLAGGABLE["pages.page"] = PAGE
        PLACES["pages.page"] = places.read
        HOMES.append(places.home)

        LOOK_UPS["pages.draft"] = absorbed.draft_subjects
        LOOK_UPS["pages.page"] = owners.subjects
        LOOK_UPS["pages.space"] = owners.space_subjects
        LOOK_UPS["people.unit"] = owners.unit_subjects
