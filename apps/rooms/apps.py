from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "apps.rooms"

    def ready(self) -> None:
        from apps.pages.actions.spaces import COMES_WITH  # noqa: PLC0415 - models are loaded by now, not before
        from apps.rooms.actions.opening import room_for_space  # noqa: PLC0415 - likewise

        COMES_WITH.append(room_for_space)

        from apps.notices.subjects import LOOK_UPS  # noqa: PLC0415 - likewise
        from apps.rooms.subjects import OF_ROOMS  # noqa: PLC0415 - likewise

        LOOK_UPS.update(OF_ROOMS)

        from apps.core.due import DUTIES  # noqa: PLC0415 - likewise
        from apps.notices.subjects import ANSWERED_FROM_MAIL  # noqa: PLC0415 - likewise
        from apps.pages.actions.files import ALSO_KEPT  # noqa: PLC0415 - likewise
        from apps.rooms import kept, reply_addresses  # noqa: PLC0415 - likewise
        from apps.rooms.actions import disposing  # noqa: PLC0415 - likewise

        ANSWERED_FROM_MAIL["rooms.message"] = reply_addresses.answered_from_mail
        ALSO_KEPT.append(kept.contents_kept)
        LOOK_UPS["rooms.disposal"] = kept.disposal_subjects
        DUTIES["rooms told of what falls due"] = disposing.tell_of_what_falls_due

        from apps.moderation.subjects import FLAGGABLE  # noqa: PLC0415 - likewise
        from apps.rooms import flaggable, subjects  # noqa: PLC0415 - likewise
        from apps.rooms.actions import sittings  # noqa: PLC0415 - likewise
        from apps.trust.places import HOMES, PLACES  # noqa: PLC0415 - likewise

        HOMES.append(subjects.home)
        PLACES["rooms.message"] = subjects.messages
        PLACES["rooms.topic"] = subjects.topics
        FLAGGABLE["rooms.message"] = flaggable.MESSAGE
        FLAGGABLE["rooms.asked"] = flaggable.ASKED
        DUTIES["sittings begun"] = sittings.begin_due
        DUTIES["sittings over"] = sittings.end_due
