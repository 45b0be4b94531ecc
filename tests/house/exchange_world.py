"""A practice space with something in every state, for the tests that try every door as every kind of person.

Dev, an AO, is a steward because he earned it; Amina was appointed when she opened the space; Carys, of another
department, is a contributor; Ben, a Grade 7, is a newcomer, and Fay, a deputy director, is paused.
"""

from datetime import timedelta

from django.db.models import Model
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.moderation.choices import AppealOutcome, FlagOutcome, MatterState, Measure, Why
from apps.moderation.models import Appeal, Flag, Matter, Pause, Restriction, Ruling, Seen
from apps.pages.actions import files, publishing
from apps.pages.choices import DraftState
from apps.pages.files import check
from apps.pages.models import Draft, Page, Space, StoredFile
from apps.people.models import Person
from apps.practice.choices import DoubtOutcome, Outcome, QuestionState, Use
from apps.practice.models import (
    Adoption,
    AdoptionReport,
    Answer,
    Collection,
    CollectionItem,
    DigestReader,
    Doubt,
    Filing,
    Practice,
    Question,
)
from apps.trust.choices import CreditKind, Level, RecallOutcome, WhyEnded
from apps.trust.models import Appointment, Community, Credit, Recall, RecallVote
from tests import stories
from tests.exchange import open_exchange, stand

# By the names that tables give them; what is not named after its state is in the usual one.
Exchange = dict[str, Model]
People = dict[str, Person]

DAY = timedelta(days=1)
RULE = "consistent"
TIP = """## The problem

Nobody knew when to {title}.

## Who it helps

Anybody who writes timetables.

## What we did

We asked the drivers.

## What it took

Two afternoons.

## What happened

Complaints fell by half.

## Contact

Data lead, Sea Defences
"""


def build_exchange(people: People) -> Exchange:
    """Amina's practice space for all of government, in which Carys has written most of what there is."""
    space = open_exchange(people["amina"])
    community = space.community
    for name, level in (("dev", Level.STEWARD), ("carys", Level.CONTRIBUTOR), ("huw", Level.MEMBER)):
        stand(people[name], community, level)
    things: Exchange = {"exchange": space, "community": community}
    things |= _practices(space, people)
    things |= _questions(space, people)
    things |= _adoptions(things["practice"], people)
    things |= _gathered(space, things["practice"], people)
    things |= _queue(community, things, people)
    things |= _rulings(community, things, people)
    return things | _stewards(community, things, people)


def _practices(space: Space, people: People) -> Exchange:
    """One that everybody reads, one that stewards hid, and one that nobody has sent in yet; and doubts of the first."""
    front, carys = stories.front(space), people["carys"]
    found: Exchange = {}
    for name, title in (("practice", "Ask the drivers"), ("hidden_practice", "Count twice")):
        draft = stories.start(front, carys, title, TIP.format(title=title.lower()))
        Draft.objects.filter(pk=draft.pk).update(state=DraftState.CLEARED)
        edition = publishing.publish(draft, digest=draft.digest(), clearances=[], by=carys, at=now())
        beside = {"problem": f"Nobody knew when to {title.lower()}.", "contact": "Data lead, Sea Defences"}
        beside |= {"team": carys.postings.get().unit, "first_published_at": now(), "alive_at": now()}
        found[name], _ = Practice.objects.update_or_create(page=edition.page, defaults=beside)
    page = found["practice_page"] = found["practice"].page
    found["hidden_page"] = found["hidden_practice"].page
    Page.objects.filter(pk=found["hidden_page"].pk).update(hidden_at=now())
    tip = found["tip"] = stories.start(front, carys, "Ring twice", TIP.format(title="ring twice"))
    Filing.objects.create(draft=tip, team=carys.postings.get().unit, by=carys)
    found["doubt"] = Doubt.objects.create(page=page, by=people["ben"], because="Do they still?", at=now())
    settled = {"outcome": DoubtOutcome.STILL_RIGHT, "answer": "They do.", "settled_by": carys, "settled_at": now()}
    asked = now() - 9 * DAY
    found["settled_doubt"] = Doubt.objects.create(page=page, by=people["fay"], because="Who?", at=asked, **settled)
    return found


def _questions(space: Space, people: People) -> Exchange:
    """Ben asks, and Carys and Fay answer."""
    ben, carys, fay, earlier = people["ben"], people["carys"], people["fay"], now() - 20 * DAY

    def ask(title: str, by: Person, **more: object) -> Question:
        return Question.objects.create(space=space, title=title, by=by, at=earlier, **more)

    def answer(body: str, by: Person, **more: object) -> Answer:
        return Answer.objects.create(question=question, body=body, by=by, at=earlier, **more)

    question = ask("Has anyone counted passengers?", ben)
    answered = ask("Has anyone asked drivers?", ben, state=QuestionState.ANSWERED)
    accepted = {"accepted_at": earlier + DAY, "accepted_by": ben}
    return {
        "question": question,
        "answered_question": answered,
        "closed_question": ask("Who has a bus?", ben, state=QuestionState.CLOSED, closed_at=now()),
        "hidden_question": ask("Who is to blame?", carys, hidden_at=now()),
        "answer": answer("We did, in May.", carys),
        "own_answer": answer("I asked around.", ben),
        "accepted_answer": Answer.objects.create(question=answered, body="We did.", by=carys, at=earlier, **accepted),
        "warned_answer": answer("Read the manual.", fay),
        "hidden_answer": answer("Nobody should.", carys, hidden_at=now()),
        "appealed_answer": answer("Nonsense.", carys, hidden_at=now()),
        "restored_answer": answer("Not in my view.", carys),
        "paused_answer": answer("Nonsense again.", fay, hidden_at=now()),
    }


def _adoptions(practice: Practice, people: People) -> Exchange:
    """By Ben's team, by Carys's own, by one that took it back, and one that stewards hid."""

    def adopt(name: str, use: Use, outcome: Outcome, **more: object) -> Adoption:
        by = people[name]
        team = by.postings.get().unit
        said = {"use": use, "outcome": outcome}
        times = {"first_reported_at": now() - 100 * DAY, "reported_at": now() - 100 * DAY, "reported_by": by}
        is_own = team == practice.team
        adoption = Adoption.objects.create(
            practice=practice, team=team, is_own=is_own, is_evidenced=True, **said, **times, **more
        )
        since = localdate() - 120 * DAY
        told = {"since": since, "what_happened": "It worked.", "evidence_words": "We counted.", "by": by}
        AdoptionReport.objects.create(adoption=adoption, at=adoption.reported_at, **said, **told)
        return adoption

    due = {"ask_again_on": localdate() - 10 * DAY}
    found = adopt("ben", Use.ADOPTED, Outcome.BETTER, **due)
    evidence = check(b"Every route.", "map.txt")
    files.take_in(evidence, by=people["ben"], at=now())
    files.keep_for_good([evidence.sha256], evidence.name, at=now())
    found.reports.update(evidence_file=StoredFile.objects.get(sha256=evidence.sha256), evidence_name=evidence.name)
    return {
        "adoption": found,
        "own_adoption": adopt("carys", Use.ADAPTED, Outcome.BETTER),
        "retracted_adoption": adopt("dev", Use.DROPPED, Outcome.WORSE, retracted_at=now()),
        "hidden_adoption": adopt("gwen", Use.PLANNED, Outcome.TOO_EARLY, hidden_at=now()),
    }


def _gathered(space: Space, practice: Practice, people: People) -> Exchange:
    """Carys's collections, one with nothing in it, and her letter each week."""
    carys = people["carys"]
    other = Collection.objects.create(space=space, title="Telephones", by=carys, at=now())
    collection = Collection.objects.create(space=space, title="Timetables", by=carys, at=now())
    return {
        "collection": collection,
        "other_collection": other,
        "collection_item": CollectionItem.objects.create(collection=collection, practice=practice, position=1),
        "digest_reader": DigestReader.objects.create(space=space, person=carys, since=now() - 30 * DAY),
    }


def _matter(community: Community, about: Model, author: Person, **more: object) -> Matter:
    """Something in the queue."""
    why = {"why": Why.FLAGGED, "weight": 1.0, "opened_at": now() - DAY} | more
    return Matter.objects.create(
        community=community, about_kind=about._meta.label_lower, about_id=str(about.pk), author=author, **why
    )


def _flag(matter: Matter, by: Person, outcome: FlagOutcome = FlagOutcome.WAITING) -> Flag:
    settled = None if outcome == FlagOutcome.WAITING else now()
    told = {"rule": RULE, "because": "It is rude.", "weight": 1.0, "at": matter.opened_at}
    return Flag.objects.create(matter=matter, flagger=by, outcome=outcome, settled_at=settled, **told)


def _queue(community: Community, things: Exchange, people: People) -> Exchange:
    """What waits: flagged by Ben, claimed by Dev, and a page that was picked."""
    carys = people["carys"]
    claim = {"claimed_by": people["dev"], "claimed_until": now() + timedelta(minutes=20)}
    flagged = _matter(community, things["answer"], carys)
    claimed = _matter(community, things["question"], people["ben"], **claim)
    _flag(claimed, carys)
    return {
        "matter": flagged,
        "flag": _flag(flagged, people["ben"]),
        "claimed_matter": claimed,
        "sampled_matter": _matter(community, things["practice_page"], carys, why=Why.SAMPLED, weight=0),
        "held_matter": _matter(community, things["hidden_question"], carys, weight=7.0, hidden_at=now()),
        "own_matter": _matter(community, things["retracted_adoption"], people["dev"]),
    }


def _rulings(community: Community, things: Exchange, people: People) -> Exchange:
    """What Amina ruled, and what became of it: the appeals are Dev's to decide."""
    amina, carys, dev, fay = (people[name] for name in ("amina", "carys", "dev", "fay"))

    def rule(
        about: str, author: Person, measure: Measure, state: MatterState = MatterState.RULED, **m: object
    ) -> Ruling:
        matter = _matter(community, things[about], author, state=state)
        _flag(matter, people["ben"], FlagOutcome.UPHELD)
        Seen.objects.create(matter=matter, person=amina, at=now() - DAY)
        said = {"measure": measure, "rule": RULE, "because": "It is about a person.", "at": now() - DAY}
        return Ruling.objects.create(matter=matter, by=amina, author=author, **said, **m)

    def appeal(ruling: Ruling, **decided: object) -> Appeal:
        said = {"by": carys, "ruled_by": amina, "because": "It is about a bus.", "at": now()}
        return Appeal.objects.create(ruling=ruling, **said, **decided)

    until = now() + 7 * DAY
    appealed = rule("appealed_answer", carys, Measure.HIDE, MatterState.APPEALED)
    overturned = rule("restored_answer", carys, Measure.HIDE, MatterState.CLOSED, overturned_at=now())
    restricted = rule("hidden_page", carys, Measure.RESTRICT, until=until)
    paused = rule("paused_answer", fay, Measure.PAUSE, until=until)
    answered = {"outcome": AppealOutcome.OVERTURNED, "decided_by": dev, "decided_at": now(), "answer": "It is."}
    closed = {"community": community, "since": now() - DAY, "until": until}
    hidden_page = {"about_kind": "pages.page", "about_id": str(things["hidden_page"].pk)}
    return {
        "ruling": rule("hidden_answer", carys, Measure.HIDE),
        "warning": rule("warned_answer", fay, Measure.WARN),
        "appealed_ruling": appealed,
        "appealed_matter": appealed.matter,
        "overturned_ruling": overturned,
        "appeal": appeal(appealed),
        "decided_appeal": appeal(overturned, **answered),
        "pause": Pause.objects.create(ruling=paused, person=fay, **closed),
        "restriction": Restriction.objects.create(ruling=restricted, community=community, until=until, **hidden_page),
    }


def _stewards(community: Community, things: Exchange, people: People) -> Exchange:
    """How they came to it, and whether they stay: Amina is appointed, and members vote on Dev and have voted."""
    amina, carys, dev, huw = (people[name] for name in ("amina", "carys", "dev", "huw"))
    because = {"because": "There is none yet.", "appointed_by": None, "appointed_at": now() - 90 * DAY}
    appointment, _ = Appointment.objects.get_or_create(
        community=community, person=amina, ended_at=None, defaults=because
    )
    ended = {**because, "ended_at": now() - 9 * DAY, "why_ended": WhyEnded.STEPPED_DOWN}

    def recall(steward: Person, opened: int, closes: int, **more: object) -> Recall:
        times = {"opened_at": now() + opened * DAY, "closes_at": now() + closes * DAY}
        return Recall.objects.create(
            community=community, steward=steward, because="They rule alone.", opened_by=carys, **times, **more
        )

    voting = recall(dev, -2, 12)
    RecallVote.objects.create(recall=voting, person=carys, to_go=True, at=now() - DAY)
    about = things["accepted_answer"]
    times = {"at": now() - 19 * DAY, "counts_from": now() - 5 * DAY, "about_name": "Has anyone asked drivers?"}
    return {
        "appointment": appointment,
        "ended_appointment": Appointment.objects.create(community=community, person=huw, **ended),
        "recall": voting,
        "closed_recall": recall(amina, -60, -46, outcome=RecallOutcome.STAYS, closed_at=now() - 46 * DAY),
        "credit": Credit.objects.create(
            community=community,
            person=carys,
            giver=people["ben"],
            giver_team=people["ben"].postings.get().unit,
            kind=CreditKind.ANSWER,
            about_kind=about._meta.label_lower,
            about_id=str(about.pk),
            **times,
        ),
    }
