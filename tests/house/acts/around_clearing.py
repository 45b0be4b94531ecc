"""Emergencies, embargoes, delegation, interests, comments and fact checks."""

from datetime import timedelta

from apps.clearance.actions import (
    aftermath,
    chasing,
    commenting,
    deciding,
    delegations,
    emergencies,
    fact_checks,
    interests,
    scheduling,
    submitting,
)
from apps.clearance.models import Delegation, FactCheck, Submission
from apps.core.clock import now
from apps.pages.actions import standing
from apps.pages.models import Comment, Draft
from apps.people.choices import Breadth
from tests.house.acts.stage import RUSHED, SET, WHY, Act, Stage, role, rush


def commented(stage: Stage) -> Comment:
    remark = commenting.Remark("CONDITION", WHY, stage.draft.version)
    return commenting.comment(stage.draft, remark, **stage.by)


def lent(stage: Stage) -> Delegation:
    return delegations.delegate(stage.ben, now(), now() + timedelta(days=7), WHY, **stage.by)


def checked(stage: Stage) -> FactCheck:
    Draft.objects.filter(pk=stage.draft.pk).update(audience=Breadth.DEPARTMENT)
    question = fact_checks.Question("Rhys Powell", "rhys@university.example", "Right?", 7)
    return fact_checks.ask(stage.draft, question, **stage.by)[0]


def overtaken(stage: Stage) -> object:
    page = rush(stage).page
    standing.remove(page, WHY, **stage.by)
    return aftermath.note_overtaken(page, **stage.by)


def dated(stage: Stage) -> Submission:
    """The new draft, cleared and to be published tomorrow."""
    said = submitting.Cover("Why.", "MAJOR", now().date() + timedelta(days=365), now() + timedelta(days=1))
    sent = submitting.submit(stage.draft, said, version=stage.draft.version, **stage.by)
    return deciding.clear(sent, by=stage.ben, at=now())


def given_back(stage: Stage) -> object:
    sent = dated(stage)
    Draft.objects.filter(pk=sent.draft_id).update(body="Changed behind the clearance.")
    return scheduling.publish_what_is_due(sent.publish_at)


DATED = ["clearance.submitted", "clearance.cleared"]
# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
    "clearance.actions.commenting.comment": (
        commented,
        ["clearance.commented"],
    ),
    "clearance.actions.commenting.reply": (
        lambda s: commenting.reply(commented(s), "Why?", **s.by),
        ["clearance.commented", "clearance.comment_answered"],
    ),
    "clearance.actions.commenting.settle": (
        lambda s: commenting.settle(commented(s), because=WHY, **s.by),
        ["clearance.commented", "clearance.comment_settled"],
    ),
    "clearance.actions.commenting.reopen": (
        lambda s: commenting.reopen(commenting.settle(commented(s), because=WHY, **s.by), **s.by),
        ["clearance.commented", "clearance.comment_settled", "clearance.comment_reopened"],
    ),
    "clearance.actions.delegations.delegate": (lent, ["clearance.delegated"]),
    "clearance.actions.delegations.end_delegation": (
        lambda s: delegations.end_delegation(lent(s), **s.by),
        ["clearance.delegated", "clearance.delegation_ended"],
    ),
    "clearance.actions.fact_checks.ask": (checked, ["clearance.fact_check_asked"]),
    "clearance.actions.fact_checks.note_opening": (
        lambda s: fact_checks.note_opening(checked(s), at=now()),
        ["clearance.fact_check_asked", "clearance.fact_check_opened"],
    ),
    "clearance.actions.fact_checks.remark": (
        lambda s: fact_checks.remark(checked(s), "No.", at=now()),
        ["clearance.fact_check_asked", "clearance.fact_remarked"],
    ),
    "clearance.actions.fact_checks.revoke": (
        lambda s: fact_checks.revoke(checked(s), **s.by),
        ["clearance.fact_check_asked", "clearance.fact_check_revoked"],
    ),
    "clearance.actions.interests.declare": (
        lambda s: interests.declare(s.draft, because=WHY, by=s.ben, at=now()),
        ["clearance.interest_declared"],
    ),
    "clearance.actions.interests.declare_in": (
        lambda s: interests.declare_in(s.submission, because=WHY, by=s.ben, at=now()),
        ["clearance.interest_declared"],
    ),
    "clearance.actions.aftermath.note_overtaken": (
        overtaken,
        [*RUSHED, "pages.unpublished", "clearance.emergency_overtaken"],
    ),
    "clearance.actions.chasing.chase_reviews": (
        lambda s: chasing.chase_reviews(rush(s).due_at),
        [*RUSHED, "clearance.emergency_climbed"],
    ),
    "clearance.actions.chasing.chase_reviews, falling back": (
        lambda s: chasing.chase_reviews(rush(s, falls_back=True).due_at),
        [*RUSHED, "pages.unpublished", "clearance.emergency_fell_back"],
    ),
    "clearance.actions.emergencies.name_another": (
        lambda s: emergencies.name_another(rush(s), s.ben, because=WHY, **s.by),
        [*RUSHED, "clearance.second_named"],
    ),
    "clearance.actions.emergencies.publish_in_emergency": (rush, RUSHED),
    "clearance.actions.emergencies.remove_emergency_role": (
        lambda s: emergencies.remove_emergency_role(role(s), by=s.ines, at=now()),
        [*SET, "clearance.emergency_role_removed"],
    ),
    "clearance.actions.emergencies.set_emergency_role": (role, SET),
    "clearance.actions.emergencies.start_urgent": (
        lambda s: role(s) and emergencies.start_urgent(s.fares, **s.by),
        [*SET, "pages.draft_started"],
    ),
    "clearance.actions.scheduling.call_off": (
        lambda s: scheduling.call_off(dated(s), because=WHY, **s.by),
        [*DATED, "clearance.called_off"],
    ),
    "clearance.actions.scheduling.postpone": (
        lambda s: scheduling.postpone(dated(s), to=now() + timedelta(days=2), because=WHY, **s.by),
        [*DATED, "clearance.postponed"],
    ),
    "clearance.actions.scheduling.publish_what_is_due": (
        lambda s: scheduling.publish_what_is_due(dated(s).publish_at),
        [*DATED, "pages.published"],
    ),
    "clearance.actions.scheduling.publish_what_is_due, of changed words": (given_back, [*DATED, "clearance.voided"]),
}
