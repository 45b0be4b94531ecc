"""Law 6: every act leaves its record, in the transaction of the act."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

import apps
from apps.clearance.actions import (
    aftermath,
    chasing,
    claims,
    commenting,
    deciding,
    delegations,
    emergencies,
    fact_checks,
    interests,
    proposals,
    routes,
    scheduling,
    submitting,
)
from apps.clearance.actions.changing import change_page
from apps.clearance.choices import Act as PageAct
from apps.clearance.models import Delegation, Emergency, EmergencyRole, FactCheck, Route, RouteDefault, Seat, Submission
from apps.clearance.models.proposals import Change
from apps.clearance.models.routes import Wish
from apps.core.clock import now
from apps.identity import actions as identity
from apps.pages.actions import absorbing, drafts, owners, publishing, rebasing, spaces, standing
from apps.pages.actions.drafts import Words
from apps.pages.actions.moving import move_page
from apps.pages.actions.spaces import Opening
from apps.pages.choices import DraftState
from apps.pages.models import Comment, Draft, Edition, Page, Space
from apps.people import actions as people
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.people.queries import OwnerPost
from apps.records.actions import SYSTEM
from apps.records.models import Event
from apps.records.queries import first_fault
from tests import stories
from tests.cast import Government, grade, unit_kind

pytestmark = pytest.mark.django_db

# Public functions of the actions modules that leave no record of their own, and why.
NO_RECORD = {
    "clearance.actions.routes.give_routes": "a part of opening a space, which is on the record",
    "clearance.actions.finishing.carry_out": "a part of the last clearance",
    "clearance.actions.finishing.give_up": "a part of returning, taking back or making void",
    "clearance.actions.finishing.publish_now": "a part of the act that publishes",
    "clearance.actions.closing.close": "a part of the act that closes it",
    "clearance.actions.due.do_what_is_due": "does what other actions record",
    "clearance.actions.reminding.remind_of_what_is_overdue": "tells of what is due, and changes nothing that binds",
    "clearance.actions.deciding.note": "writes the record of the act it is part of",
    "clearance.actions.submitting.begin": "a part of submitting, of clearing and of declaring an interest",
    "clearance.actions.deciding.lock": "locks, and changes nothing",
    "clearance.actions.deciding.make_void": "a part of the act that finds it changed",
    "clearance.actions.deciding.settle_around": "a part of the act that carries a submission out",
    "clearance.actions.deciding.void_what_depends_on": "a part of the act that changes what stands at the page",
    "clearance.actions.deciding.why_void": "reads",
    "clearance.actions.submitting.open_next_stage": "a part of submitting and of clearing",
    "clearance.actions.submitting.propose": "a part of proposing, which is on the record as submitted",
    "clearance.actions.submitting.send_up": "a part of submitting",
    "identity.actions.answer_stranger": "writes a letter and nothing else",
    "identity.actions.newcomer_of": "reads a link",
    "notices.actions.deliver": "tells of an act that is on the record",
    "notices.actions.mark_read": "what somebody has read is their own business",
    "notices.actions.tell": "tells of an act that is on the record",
    "pages.actions.nudging.nudge_about_markings": "tells of what is due, and changes nothing that anybody reads",
    "pages.actions.nudging.nudge_owners": "likewise",
    "pages.actions.nudging.tell_of_vacancies": "likewise",
    "pages.actions.drafts.already_says": "reads",
    "pages.actions.drafts.keep_aside": "a part of saving and of bringing up to date",
    "pages.actions.drafts.move": "a part of the act that moves the draft",
    "clearance.actions.aftermath.is_shown": "reads",
    "clearance.actions.aftermath.lock_emergency": "locks, and changes nothing",
    "clearance.actions.aftermath.note_refused": "a part of sending back what was published in an emergency",
    "clearance.actions.aftermath.note_reviewed": "a part of clearing what was published in an emergency",
    "clearance.actions.aftermath.fall_back": "a part of sending back, and of the deadline",
    "clearance.actions.emergencies.ask": "a part of naming another and of a climb",
    "pages.actions.drafts.moved_on": "reads",
    "pages.actions.publishing.note_review": "a part of clearing what was published in an emergency",
    "clearance.actions.page_acts.do": "a part of the act that does it",
    "clearance.actions.page_acts.do_to_page": "a part of the last clearance",
    "clearance.actions.page_acts.lock_pages": "locks, and changes nothing",
    "clearance.actions.proposals.do_as_proposed": "a part of the last clearance",
    "pages.actions.moving.lock_for_move": "locks, and changes nothing",
    "pages.actions.tree.lock_spaces": "locks, and changes nothing",
    "pages.actions.drafts.write": "a part of saving, restoring and bringing up to date",
    "pages.actions.tree.plant": "a part of publishing",
    "pages.actions.tree.replant": "a part of moving pages",
    "pages.actions.tree.renumber": "mends what nobody reads: django-mptt's interval numbers",
    "pages.actions.tree.root_node": "a part of opening the first space",
    "pages.actions.tree.write_revision": "a part of publishing",
    "records.actions.record": "writes the record itself",
    "search.actions.keep": "the index follows from what is published",
    "search.actions.rebuild": "the index follows from what is published",
}
WHY = "Because it must be told."


@dataclass
class Stage:
    """What the acts are acted on."""

    government: Government
    amina: Person
    ben: Person
    hal: Person
    ines: Person
    space: Space
    fares: Page
    draft: Draft
    submission: Submission
    by: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by = {"by": self.amina, "at": now()}

    def cleared(self) -> Draft:
        draft = self.submission.draft
        drafts.move(draft, DraftState.CLEARED)
        return draft


@pytest.fixture
def stage(government: Government, amina: Person, ben: Person, hal: Person, ines: Person, fares: Page) -> Stage:
    front = stories.front(fares.space)
    stories.revise(fares, amina, ben, "Fares are free.")
    waiting = stories.start(front, amina, "Passes")
    submission = stories.submit(waiting, amina)
    new = stories.start(front, amina, "Stops")
    fares = Page.objects.select_related("space__unit").get(pk=fares.pk)
    return Stage(government, amina, ben, hal, ines, fares.space, fares, new, submission)


def higher(stage: Stage) -> tuple[Route, list[Wish], list[str]]:
    """The route of the space's text for the team, and a higher grade for it."""
    wish = Wish(stage=1, grade=grade("SCS1").pk, scope=Breadth.DIRECTORATE)
    return Route.objects.get(space=stage.space, audience=Breadth.TEAM), [wish], []


def rerouted(stage: Stage, propose: Callable[..., object]) -> object:
    return propose(*higher(stage), because=WHY, **stage.by)


def cover() -> submitting.Cover:
    return submitting.Cover("Why.", "MAJOR", now().date() + timedelta(days=365))


def words(draft: Draft, body: str) -> Words:
    return Words(draft.title, body, draft.audience)


def commented(stage: Stage) -> Comment:
    remark = commenting.Remark("CONDITION", WHY, stage.draft.version)
    return commenting.comment(stage.draft, remark, **stage.by)


def void(stage: Stage) -> object:
    Draft.objects.filter(pk=stage.submission.draft_id).update(body="Changed behind the clearance.")
    return deciding.clear(stage.submission, by=stage.ben, at=now())


def kept(stage: Stage) -> object:
    return drafts.save(stage.draft, words(stage.draft, "Late."), made_on=0, **stage.by)


def brought_in(stage: Stage, page: Page | None, slug: str) -> object:
    wording = Draft(title="Old guidance", body="Words.", audience=Breadth.DIRECTORATE)
    front = stories.front(stage.space)
    return publishing.bring_in(page, wording, origin=publishing.Origin(front, slug, "old.example"), **stage.by)


def published(stage: Stage) -> object:
    draft = stage.cleared()
    return publishing.publish(draft, digest=draft.digest(), clearances=[], **stage.by)


def lent(stage: Stage) -> Delegation:
    return delegations.delegate(stage.ben, now(), now() + timedelta(days=7), WHY, **stage.by)


def checked(stage: Stage) -> FactCheck:
    Draft.objects.filter(pk=stage.draft.pk).update(audience=Breadth.DEPARTMENT)
    question = fact_checks.Question("Rhys Powell", "rhys@university.example", "Right?", 7)
    return fact_checks.ask(stage.draft, question, **stage.by)[0]


def opened_space(stage: Stage) -> object:
    return spaces.open_space(Opening("Taxis", stage.government.rural_transport, "POLICY", 20), **stage.by)


def front_page(stage: Stage) -> object:
    Space.objects.filter(pk=stage.space.pk).update(slug="another")
    stage.space.refresh_from_db()
    return publishing.front_page(stage.space, **stage.by)


def posted(stage: Stage) -> object:
    post = people.Post(stage.government.legal, "Adviser", grade("SEO"))
    return people.start_posting(stage.hal, post, starts_at=now(), by=stage.ines, at=now())


def left(stage: Stage) -> object:
    posting = stage.amina.postings.get()
    return people.end_posting(posting, ends_at=now(), by=stage.ines, at=now(), because=WHY)


def access(stage: Stage, *, may_sign_in: bool) -> object:
    return people.change_access(stage.hal, may_sign_in=may_sign_in, by=stage.ines, at=now(), because=WHY)


def came_in(stage: Stage, email: str) -> object:
    claims = {"email": email, "email_verified": True, "name": "Somebody"}
    return identity.come_in(SocialAccount(provider="sso", uid="7"), claims, domains=[], at=now())


def handed_over(stage: Stage) -> object:
    to = OwnerPost(stage.government.rural_transport, "Policy adviser")
    return owners.hand_over(stage.fares, to, with_its_others=False, because=WHY, **stage.by)


def another(stage: Stage) -> Page:
    brought_in(stage, None, "old-guidance")
    return Page.objects.get(path="rural-buses/old-guidance")


def moved(stage: Stage) -> object:
    return move_page(stage.fares, under=another(stage), because=WHY, **stage.by)


def changed(stage: Stage, *, at_once: bool) -> object:
    if at_once:
        Route.objects.update(acts=[])
    return change_page(stage.fares, Change(PageAct.REMOVE, WHY), **stage.by)


def role(stage: Stage) -> EmergencyRole:
    role = EmergencyRole(space=stage.space, name="Duty officer", unit=stage.space.unit, grade=grade("HEO"))
    return emergencies.set_emergency_role(role, by=stage.ines, at=now())


def rush(stage: Stage, *, falls_back: bool = False) -> Emergency:
    """The new draft, published in an emergency for Ben to review."""
    role(stage)
    urgency = emergencies.Urgency(WHY, stage.ben, falls_back)
    return emergencies.publish_in_emergency(stage.draft, urgency, version=stage.draft.version, **stage.by)


def overtaken(stage: Stage) -> object:
    page = rush(stage).page
    standing.remove(page, WHY, **stage.by)
    return aftermath.note_overtaken(page, **stage.by)


def let_silence(stage: Stage) -> object:
    """The new draft, gone up a route whose first step silence clears."""
    route = Route.objects.get(space=stage.space, audience=Breadth.DIRECTORATE)
    route.steps.update(working_days=1, silence_clears=True)
    route.steps.create(position=2, stage=2, scope=Breadth.TEAM, grade=grade("G7"))
    sent = submitting.submit(stage.draft, cover(), version=stage.draft.version, **stage.by)
    return deciding.let_silence_clear(sent, at=now() + timedelta(days=14))


def claimed(stage: Stage) -> Seat:
    return claims.claim(stage.submission.seats.get(), by=stage.ben, at=now())


def dated(stage: Stage) -> Submission:
    """The new draft, cleared and to be published tomorrow."""
    said = submitting.Cover("Why.", "MAJOR", now().date() + timedelta(days=365), now() + timedelta(days=1))
    sent = submitting.submit(stage.draft, said, version=stage.draft.version, **stage.by)
    return deciding.clear(sent, by=stage.ben, at=now())


def given_back(stage: Stage) -> object:
    sent = dated(stage)
    Draft.objects.filter(pk=sent.draft_id).update(body="Changed behind the clearance.")
    return scheduling.publish_what_is_due(sent.publish_at)


SET = ["clearance.emergency_role_set"]
RUSHED = [*SET, "pages.published", "clearance.submitted", "clearance.emergency_published"]
DATED = ["clearance.submitted", "clearance.cleared"]


def rebased(stage: Stage) -> object:
    before, onto = Edition.objects.filter(page=stage.fares).order_by("number")
    draft = drafts.start(stage.fares, **stage.by)
    Draft.objects.filter(pk=draft.pk).update(base=before, first_base=before)
    return rebasing.bring_up_to_date(draft, words(draft, "Both."), onto=onto, made_on=0, **stage.by)


def merged(stage: Stage, then: Callable[[Draft, Page], object] | None = None) -> object:
    """Another page is drafted into that of fares."""
    other = stories.publish(stories.front(stage.space), stage.amina, stage.ben, "Bikes")
    draft = absorbing.absorb(stage.fares, other, **stage.by)
    return then(draft, other) if then else draft


DRAFTED_AND_CLEARED = ["pages.draft_started", "pages.draft_saved", "clearance.submitted", "pages.published"]
MERGER = [*DRAFTED_AND_CLEARED, "clearance.cleared", "pages.draft_started", "pages.draft_saved", "pages.merger_drafted"]
Act = Callable[[Stage], object]
# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
    "clearance.actions.claims.claim": (claimed, ["clearance.claimed"]),
    "clearance.actions.claims.release": (
        lambda s: claims.release(claimed(s), by=s.ben, at=now()),
        ["clearance.claimed", "clearance.released"],
    ),
    "clearance.actions.deciding.let_silence_clear": (let_silence, ["clearance.submitted", "clearance.nil_return"]),
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
    "clearance.actions.deciding.clear": (
        lambda s: deciding.clear(s.submission, by=s.ben, at=now()),
        ["pages.published", "clearance.cleared"],
    ),
    "clearance.actions.deciding.clear, of changed words": (void, ["clearance.voided"]),
    "clearance.actions.deciding.send_back": (
        lambda s: deciding.send_back(s.submission, because=WHY, by=s.ben, at=now()),
        ["clearance.returned"],
    ),
    "clearance.actions.proposals.propose_route": (
        lambda s: rerouted(s, proposals.propose_route),
        ["clearance.submitted"],
    ),
    "clearance.actions.proposals.propose_sensitive_route": (
        lambda s: rerouted(s, proposals.propose_sensitive_route),
        ["clearance.submitted"],
    ),
    "clearance.actions.routes.lay_out": (lambda s: routes.lay_out(*higher(s), **s.by), ["clearance.route_changed"]),
    "clearance.actions.routes.set_default": (
        lambda s: routes.set_default(RouteDefault.objects.get(audience=Breadth.TEAM), by=s.ines, at=now()),
        ["clearance.default_set"],
    ),
    "clearance.actions.submitting.submit": (
        lambda s: submitting.submit(s.draft, cover(), version=s.draft.version, **s.by),
        ["clearance.submitted"],
    ),
    "clearance.actions.deciding.take_back": (
        lambda s: deciding.take_back(s.submission, **s.by),
        ["clearance.taken_back"],
    ),
    "identity.actions.come_in": (
        lambda s: came_in(s, "nia.powell@greenpaper.example"),
        ["people.registered", "identity.account_linked"],
    ),
    "identity.actions.come_in, known already": (lambda s: came_in(s, s.hal.email), ["identity.account_linked"]),
    "identity.actions.note_failure": (
        lambda s: identity.note_failure(s.hal.email, method="password", at=now()),
        ["identity.sign_in_failed"],
    ),
    "identity.actions.note_sign_in": (
        lambda s: identity.note_sign_in(s.hal, method="code", at=now()),
        ["identity.signed_in"],
    ),
    "identity.actions.note_sign_out": (lambda s: identity.note_sign_out(s.hal, at=now()), ["identity.signed_out"]),
    "pages.actions.absorbing.absorb": (merged, MERGER),
    "pages.actions.absorbing.leave_apart": (
        lambda s: merged(s, lambda draft, _: absorbing.leave_apart(draft, **s.by)),
        [*MERGER, "pages.merger_given_up"],
    ),
    "pages.actions.absorbing.take_place_of": (
        lambda s: merged(s, lambda _, other: absorbing.take_place_of(other, s.fares, **s.by)),
        [*MERGER, "pages.replaced"],
    ),
    "pages.actions.drafts.discard": (lambda s: drafts.discard(s.draft, **s.by), ["pages.draft_discarded"]),
    "pages.actions.drafts.restore": (
        lambda s: drafts.restore(Edition.objects.get(page=s.fares, number=1), **s.by),
        ["pages.draft_started", "pages.draft_saved", "pages.edition_restored"],
    ),
    "pages.actions.drafts.save": (
        lambda s: drafts.save(s.draft, words(s.draft, "New."), made_on=s.draft.version, **s.by),
        ["pages.draft_saved"],
    ),
    "pages.actions.drafts.save, on an old version": (kept, ["pages.text_kept"]),
    "pages.actions.drafts.save, of the same words": (
        lambda s: drafts.save(s.draft, words(s.draft, s.draft.body), made_on=s.draft.version, **s.by),
        [],
    ),
    "pages.actions.drafts.start": (lambda s: drafts.start(s.fares, **s.by), ["pages.draft_started"]),
    "pages.actions.drafts.start_new": (
        lambda s: drafts.start_new(s.fares, "Below", template=None, **s.by),
        ["pages.draft_started"],
    ),
    "pages.actions.owners.confirm": (
        lambda s: owners.confirm(s.fares, edition=2, **s.by),
        ["pages.confirmed"],
    ),
    "pages.actions.owners.hand_over": (handed_over, ["pages.handed_over"]),
    "pages.actions.moving.move_page": (moved, ["pages.published", "pages.moved"]),
    "pages.actions.standing.remove": (lambda s: standing.remove(s.fares, WHY, **s.by), ["pages.unpublished"]),
    "pages.actions.standing.replace": (
        lambda s: standing.replace(s.fares, another(s), WHY, **s.by),
        ["pages.published", "pages.replaced"],
    ),
    "pages.actions.standing.withdraw": (lambda s: standing.withdraw(s.fares, WHY, **s.by), ["pages.withdrawn"]),
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
    "clearance.actions.deciding.send_back, of an emergency": (
        lambda s: deciding.send_back(rush(s).submission, because=WHY, by=s.ben, at=now()),
        [*RUSHED, "pages.unpublished", "clearance.emergency_fell_back", "clearance.returned"],
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
    "pages.actions.publishing.publish_unreviewed": (
        lambda s: publishing.publish_unreviewed(s.draft, digest=s.draft.digest(), **s.by),
        ["pages.published"],
    ),
    "pages.actions.publishing.put_back": (
        lambda s: publishing.put_back(s.fares.editions.get(number=1), change_note=WHY, **s.by),
        ["pages.published"],
    ),
    "clearance.actions.changing.change_page": (lambda s: changed(s, at_once=False), ["clearance.submitted"]),
    "clearance.actions.changing.change_page, at once": (lambda s: changed(s, at_once=True), ["pages.unpublished"]),
    "pages.actions.publishing.bring_in": (lambda s: brought_in(s, None, "old-guidance"), ["pages.published"]),
    "pages.actions.publishing.front_page": (front_page, ["pages.published"]),
    "pages.actions.publishing.publish": (published, ["pages.published"]),
    "pages.actions.rebasing.bring_up_to_date": (
        rebased,
        ["pages.draft_started", "pages.draft_saved", "pages.draft_rebased"],
    ),
    "pages.actions.spaces.open_space": (opened_space, ["pages.published", "pages.space_opened"]),
    "people.actions.add_grade": (
        lambda s: people.add_grade("X1", "Local", rank=55, by=s.ines, at=now()),
        ["people.grade_added"],
    ),
    "people.actions.add_unit_kind": (
        lambda s: people.add_unit_kind("Branch", breadth=Breadth.TEAM, by=s.ines, at=now()),
        ["people.unit_kind_added"],
    ),
    "people.actions.arrive": (
        lambda _: people.arrive("nia.powell@greenpaper.example", "Nia Powell", at=now()),
        ["people.registered"],
    ),
    "people.actions.change_access": (lambda s: access(s, may_sign_in=False), ["people.access_ended"]),
    "people.actions.change_access, given": (lambda s: access(s, may_sign_in=True), ["people.access_given"]),
    "people.actions.end_posting": (left, ["people.posting_ended"]),
    "people.actions.open_unit": (
        lambda s: people.open_unit("Taxis", kind=unit_kind("Team"), parent=s.government.transport, by=SYSTEM, at=now()),
        ["people.unit_opened"],
    ),
    "people.actions.register": (
        lambda s: people.register("nia.powell@greenpaper.example", "Nia Powell", by=s.ines, at=now()),
        ["people.registered"],
    ),
    "people.actions.set_nation": (
        lambda s: people.set_nation(s.government.legal, "SCOTLAND", by=s.ines, at=now()),
        ["people.nation_set"],
    ),
    "people.actions.start_posting": (posted, ["people.posting_started"]),
}


def actions() -> set[str]:
    """Every public function of every actions module, such as 'pages.actions.drafts.save'."""
    names = [module.name for module in walk_packages(apps.__path__, "apps.") if ".actions" in module.name]
    found = set()
    for name in names:
        module = import_module(name)
        for public, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == name and not public.startswith("_"):
                found.add(f"{name.removeprefix('apps.')}.{public}")
    return found


def test_every_action_has_its_row():
    rows = {name.partition(",")[0] for name in ACTS}
    assert rows | NO_RECORD.keys() == actions()
    assert rows & NO_RECORD.keys() == set()


@pytest.mark.parametrize("name", ACTS)
def test_an_act_and_its_records_stand_or_fall_together(stage: Stage, name: str):
    act, expected = ACTS[name]
    before = Event.objects.count()
    with transaction.atomic():
        act(stage)
        done = list(Event.objects.order_by("sequence").values_list("verb", flat=True))[before:]
        transaction.set_rollback(True)
    assert done == expected
    assert Event.objects.count() == before
    assert first_fault() is None
