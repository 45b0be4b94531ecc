from django.apps import AppConfig


class ClearanceConfig(AppConfig):
    name = "apps.clearance"

    def ready(self) -> None:
        from apps.clearance.actions.due import CLEARANCE_AND_PAGES  # noqa: PLC0415 - models are loaded by now, not before
        from apps.clearance.actions.routes import give_routes  # noqa: PLC0415 - likewise
        from apps.clearance.flaggable import COMMENT, take_out_of_what_was_submitted  # noqa: PLC0415 - likewise
        from apps.clearance.queries import comments, delegations, fact_checks  # noqa: PLC0415 - likewise
        from apps.clearance.queries.overdue import seat_subjects  # noqa: PLC0415 - likewise
        from apps.clearance.queries.submissions import subjects  # noqa: PLC0415 - likewise
        from apps.core.due import DUTIES  # noqa: PLC0415 - likewise
        from apps.moderation.subjects import FLAGGABLE  # noqa: PLC0415 - likewise
        from apps.notices.subjects import LOOK_UPS  # noqa: PLC0415 - likewise
        from apps.pages.actions.redacting import ALSO_KEPT  # noqa: PLC0415 - likewise
        from apps.pages.actions.spaces import COMES_WITH  # noqa: PLC0415 - likewise

        COMES_WITH.append(give_routes)
        DUTIES.update(CLEARANCE_AND_PAGES)
        FLAGGABLE["pages.comment"] = COMMENT
        ALSO_KEPT.append(take_out_of_what_was_submitted)
        LOOK_UPS["clearance.submission"] = subjects
        LOOK_UPS["clearance.seat"] = seat_subjects
        LOOK_UPS["pages.comment"] = comments.subjects
        LOOK_UPS["clearance.delegation"] = delegations.subjects
        LOOK_UPS["clearance.factcheck"] = fact_checks.subjects
