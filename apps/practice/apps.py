from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "apps.practice"

    def ready(self) -> None:
        from apps.pages.actions.files import ALSO_KEPT  # noqa: PLC0415 - models are loaded by now
        from apps.pages.actions.issuing import AFTER_PUBLISHING  # noqa: PLC0415 - likewise
        from apps.practice import uses  # noqa: PLC0415 - likewise
        from apps.practice.actions import asking, ranking  # noqa: PLC0415 - likewise
        from apps.practice.actions.practices import register  # noqa: PLC0415 - likewise

        AFTER_PUBLISHING.append(register)

        from apps.core.due import DUTIES  # noqa: PLC0415 - likewise
        from apps.moderation.subjects import FLAGGABLE  # noqa: PLC0415 - likewise
        from apps.notices.subjects import LOOK_UPS  # noqa: PLC0415 - likewise
        from apps.practice import talk  # noqa: PLC0415 - likewise
        from apps.practice.actions import digest  # noqa: PLC0415 - likewise
        from apps.practice.queries.answers import answer_subjects  # noqa: PLC0415 - likewise
        from apps.practice.queries.questions import question_subjects  # noqa: PLC0415 - likewise
        from apps.trust.places import PLACES  # noqa: PLC0415 - likewise

        LOOK_UPS["practice.question"] = question_subjects
        LOOK_UPS["practice.answer"] = answer_subjects
        PLACES["practice.question"] = question_subjects
        FLAGGABLE["practice.question"] = talk.QUESTION
        FLAGGABLE["practice.answer"] = talk.ANSWER
        DUTIES["weekly digests sent"] = digest.send_digests
        FLAGGABLE["practice.adoption"] = uses.ADOPTION
        LOOK_UPS["practice.adoption"] = uses.adoption_subjects
        LOOK_UPS["practice.doubt"] = uses.doubt_subjects
        LOOK_UPS["practice.practice"] = uses.practice_subjects
        ALSO_KEPT.append(uses.contents_kept)
        DUTIES["practices ranked afresh"] = ranking.refresh_all
        DUTIES["teams asked again"] = asking.ask_teams_again
        DUTIES["owners asked of what fades"] = asking.ask_owners_of_fading
