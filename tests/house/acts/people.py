"""People, postings and signing in."""

from allauth.socialaccount.models import SocialAccount

from apps.core.clock import now
from apps.identity import actions as identity
from apps.people import actions as people
from apps.people.choices import Breadth
from apps.records.actions import SYSTEM
from tests.cast import grade, unit_kind
from tests.house.acts.stage import WHY, Act, Stage


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


# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
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
