"""What teams say they do with a practice: saying it, saying that it is still so, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from apps.core.rules import Refused, StateChanged
from apps.core.text import says_something
from apps.moderation.choices import Voice
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions.files import keep_for_good, take_in
from apps.pages.files import Accepted
from apps.pages.models import StoredFile
from apps.pages.rules import may_be_kept
from apps.people.models import Person, Unit
from apps.people.queries import units_of
from apps.practice.actions.locking import lock
from apps.practice.actions.ranking import refresh
from apps.practice.choices import DAYS_UNTIL_ASKED_AGAIN, IN_USE, Outcome, Use
from apps.practice.models import Adoption, Practice
from apps.practice.queries.writers import people_behind
from apps.practice.rules.adoptions import may_report, may_retract, may_say_still_so
from apps.records.actions import record
from apps.records.models import kind_of
from apps.trust.actions.credits import credit, void
from apps.trust.choices import CreditKind
from apps.trust.models import Credit

SAID_MEANWHILE = (
    "Somebody of {team} said something else about this practice after you opened the form. Read it, and send yours "
    "again if it still holds."
)
RETRACTED = "The team took back that it uses this."
HIDDEN = "A steward hid what the team said."
DROPPED = "The team no longer says that it uses this to good effect."


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says for a team. `seen` is how many reports of that team they had read; None asks nothing."""

    team: Unit
    use: Use
    outcome: Outcome
    since: date
    what_happened: str = ""
    evidence_link: str = ""
    evidence_words: str = ""
    evidence: Accepted | None = None
    voice: Voice = Voice.OFFICIAL
    interest: str = ""
    seen: int | None = None

    @property
    def has_evidence(self) -> bool:
        return bool(self.evidence_link or says_something(self.evidence_words) or self.evidence)


def report(practice: Practice, said: Report, *, by: Person, at: datetime) -> Adoption:
    """This will add what a team says to what it said before, and rank the practice afresh.

    Its writers are credited once, the first time that a team of another unit says with evidence that it uses it.
    Raises Refused with the rule's reason or the virus scanner's, StateChanged when somebody else of the team said
    something since.
    """
    may_report.require(by, practice, said.team, at)
    if said.since > localdate(at):
        raise Refused("Since when must be today or in the past.")
    if said.evidence:
        may_be_kept.require(said.evidence.name, said.evidence.words)
        take_in(said.evidence, by=by, at=at)
    with transaction.atomic():
        return _report(practice, said, by=by, at=at)


@transaction.atomic
def say_still_so(adoption: Adoption, *, seen: int, by: Person, at: datetime) -> Adoption:
    """This will put on record that what a team said last still holds. Raises as `report`, or when it was taken back."""
    practice, adoption = _locked(adoption)
    may_say_still_so.require(by, practice, adoption.team, at)
    if adoption.retracted_at or adoption.reports.count() != seen:
        raise StateChanged(SAID_MEANWHILE.format(team=adoption.team))
    last = adoption.reports.all()[0]
    same = {"use": last.use, "outcome": last.outcome, "since": last.since}
    adoption.reports.create(**same, voice=last.voice, interest=last.interest, by=by, post=by.role_at(at), at=at)
    _save_latest(adoption, practice, by=by, at=at)
    refresh(practice, at=at)
    record("practice.still_used", about=adoption, by=by, at=at, details=_facts(adoption))
    return adoption


@transaction.atomic
def retract(adoption: Adoption, *, because: str, by: Person, at: datetime) -> Adoption:
    """This will take back what a team said. Its reports stay to be read by nobody, whatever it says later; what it
    earned becomes void.

    Raises Refused with the rule's reason.
    """
    practice, adoption = _locked(adoption)
    may_retract.require(by, adoption, at)
    adoption.retracted_at, adoption.ask_again_on = at, None
    adoption.save(update_fields=["retracted_at", "ask_again_on"])
    refresh(practice, at=at)
    void(adoption, kind=CreditKind.ADOPTION, because=RETRACTED, by=by, at=at)
    record("practice.adoption_retracted", about=adoption, by=by, at=at, because=because, details=_facts(adoption))
    return adoption


def _report(practice: Practice, said: Report, *, by: Person, at: datetime) -> Adoption:
    practice = lock(practice.pk)
    # Stewards may have hidden it while the file was looked through.
    may_report.require(by, practice, said.team, at)
    adoption = Adoption.objects.select_related("team").filter(practice=practice, team=said.team).first()
    if said.seen is not None and said.seen != (adoption.reports.count() if adoption else 0):
        raise StateChanged(SAID_MEANWHILE.format(team=said.team))
    adoption = adoption or Adoption(practice=practice, team=said.team, first_reported_at=at)
    is_same = (adoption.use, adoption.outcome) == (said.use, said.outcome) and adoption.retracted_at is None
    adoption.is_evidenced = said.has_evidence or (is_same and bool(adoption.is_evidenced))
    if adoption.retracted_at:
        adoption.first_reported_at = at
    adoption.use, adoption.outcome = said.use, said.outcome
    _save_latest(adoption, practice, by=by, at=at)
    _add_report(adoption, said, by=by, at=at)
    refresh(practice, at=at)
    record("practice.adoption_reported", about=adoption, by=by, at=at, details=_facts(adoption))
    credit_writers(adoption, practice, by=by, at=at)
    if adoption.first_reported_at == at and not adoption.is_own:
        tell(people_behind(practice), NoticeKind.USED, about=adoption, at=at)
    return adoption


def _save_latest(adoption: Adoption, practice: Practice, *, by: Person, at: datetime) -> None:
    units = [adoption.team, *units_of(by, at=at)]
    adoption.is_own = any(_is_own(unit, practice) for unit in units) or by in people_behind(practice)
    adoption.reported_at, adoption.reported_by = at, by
    adoption.retracted_at = adoption.asked_on = None
    asked_again = localdate(at) + timedelta(days=DAYS_UNTIL_ASKED_AGAIN)
    adoption.ask_again_on = None if adoption.use == Use.DROPPED else asked_again
    adoption.save()


def _is_own(unit: Unit, practice: Practice) -> bool:
    """Whether it is the practice's own unit, or above or below it."""
    own = practice.team.path
    return unit.path.startswith(own) or own.startswith(unit.path)


def credit_writers(adoption: Adoption, practice: Practice, *, by: Person, at: datetime) -> None:
    """This will credit those whose words it is while another unit uses it with evidence, once a team, or else make
    that void. Part of what a team says, and of showing again what stewards hid."""
    is_used = adoption.use in IN_USE and adoption.outcome != Outcome.WORSE
    if not is_used:
        void(adoption, kind=CreditKind.ADOPTION, because=DROPPED, by=by, at=at)
        return
    if not adoption.is_evidenced or adoption.is_own:
        return
    about = {"kind": CreditKind.ADOPTION, "about_kind": kind_of(adoption), "about_id": str(adoption.pk)}
    credited = set(Credit.objects.filter(**about, void_at=None).values_list("person_id", flat=True))
    page = practice.page
    for writer in people_behind(practice):
        if writer.pk not in credited:
            community = page.space.community
            credit(CreditKind.ADOPTION, to=writer, about=adoption, community=community, on=page, by=by, at=at)


def void_credits(adoption: Adoption, *, by: Person, at: datetime) -> None:
    """This will make void what the writers earned by it. Part of a steward's ruling that hides it."""
    void(adoption, kind=CreditKind.ADOPTION, because=HIDDEN, by=by, at=at)


def _add_report(adoption: Adoption, said: Report, *, by: Person, at: datetime) -> None:
    file = said.evidence
    stored = None
    if file:
        # It stays as long as what it is evidence of.
        keep_for_good([file.sha256], file.name, at=at)
        stored = StoredFile.objects.get(sha256=file.sha256)
    adoption.reports.create(
        use=said.use,
        outcome=said.outcome,
        since=said.since,
        what_happened=said.what_happened,
        evidence_link=said.evidence_link,
        evidence_words=said.evidence_words,
        evidence_file=stored,
        evidence_name=file.name if file else "",
        voice=said.voice,
        interest=said.interest,
        by=by,
        post=by.role_at(at),
        at=at,
    )


def _locked(adoption: Adoption) -> tuple[Practice, Adoption]:
    practice = lock(adoption.practice_id)
    return practice, Adoption.objects.select_related("team").get(pk=adoption.pk)


def _facts(adoption: Adoption) -> dict[str, Any]:
    return {
        "practice": str(adoption.practice_id),
        "team": adoption.team_id,
        "use": adoption.use,
        "outcome": adoption.outcome,
        "is_evidenced": adoption.is_evidenced,
    }
