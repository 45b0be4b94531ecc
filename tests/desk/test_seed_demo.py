"""The demonstration department comes with one command, tells nobody by e-mail, and is never put back as it was."""

from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client, TestCase
from django.utils import timezone

from apps.clearance.choices import EmergencyState, SubmissionState
from apps.clearance.models import Delegation, Emergency, Interest, RouteDefault, Submission
from apps.core.clock import now
from apps.desk.demonstration.department import PASSWORD, PEOPLE, Member
from apps.desk.demonstration.script import CHANGES
from apps.desk.demonstration.year import TIPS
from apps.moderation.choices import MatterState, Why
from apps.moderation.models import Matter
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.choices import CommentKind, DraftState, EditionState, KeptKind, Marking
from apps.pages.faults import faults
from apps.pages.models import Comment, Draft, DraftSave, Edition, KeptText, Page, Redirect, Space
from apps.people.models import Person
from apps.practice.choices import Outcome
from apps.practice.models import Adoption, Answer, Collection, Doubt, Practice, Question
from apps.records.models import Event
from apps.records.queries import first_fault
from apps.rooms.choices import AskedState, SittingState, Went
from apps.rooms.models import Asked, Promotion, Room, Sitting
from apps.trust.choices import Level
from apps.trust.models import Appointment, Standing
from tests import stories
from tests.staged import staged


@staged
def seeded(db: None) -> str:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return seed()


def seed(**options: bool) -> str:
    out = StringIO()
    call_command("seed_demo", **options, stdout=out)
    return out.getvalue()


def test_every_screen_has_something_to_show(seeded: str) -> None:
    assert Counter(Draft.objects.values_list("state", flat=True)) == {
        DraftState.PUBLISHED: 33,
        DraftState.SCHEDULED: 1,
        DraftState.IN_REVIEW: 4,
        DraftState.CHANGES_NEEDED: 1,
        DraftState.DISCARDED: 2,
        DraftState.DRAFT: 2,
    }
    assert Counter(Submission.objects.values_list("state", flat=True)) == {
        SubmissionState.CLEARED: 34,
        SubmissionState.OPEN: 5,
        SubmissionState.RETURNED: 1,
        SubmissionState.TAKEN_BACK: 1,
    }
    # Besides what was cleared, each space opened with its front page.
    assert Counter(Edition.objects.values_list("state", flat=True)) == {
        EditionState.PUBLISHED: 27,
        EditionState.WITHDRAWN: 2,
        EditionState.SUPERSEDED: 8,
    }
    assert len(CHANGES) == 25
    assert set(Page.objects.values_list("audience", flat=True)) == {10, 20, 30, 40}
    assert Page.objects.filter(marking=Marking.SENSITIVE).exclude(handling="").count() == 1
    today = timezone.localdate()
    assert {page.title for page in Page.objects.all() if page.is_due_for_review(today)} == {
        "Winter timetables",
        "Count hedges from the air",
    }
    assert max(page.path.count("/") for page in Page.objects.all()) == 3
    assert set(KeptText.objects.values_list("by__name", "kind")) == {
        ("Jonah Reed", KeptKind.SET_ASIDE),
        ("Amina Osei", KeptKind.UNFINISHED),
    }
    assert [named.name for named in DraftSave.objects.exclude(name="")] == ["As sent to the two councils"]
    assert [file["name"] for file in Draft.objects.get(state=DraftState.DRAFT, promotions=None).files] == [
        "empty-ranks.csv"
    ]
    begun = Submission.objects.filter(seats__parts__role="CLEARED", state=SubmissionState.OPEN)
    assert set(begun.values_list("title", flat=True)) == {"Sandbag stores", "A strategy for rural buses"}
    assert set(Page.objects.values_list("standing", flat=True)) == {"PUBLISHED", "WITHDRAWN", "REPLACED"}
    assert Redirect.objects.get().page.title == "Routes we pay towards"
    assert Comment.objects.get().kind == CommentKind.CONDITION
    assert Emergency.objects.get().state == EmergencyState.UNREVIEWED
    assert Delegation.objects.get().receiver.name == "Priya Nair"
    assert Interest.objects.get().person.name == "Fay Campbell"


def test_a_year_of_best_practice_is_behind_the_practice_space(seeded: str) -> None:
    """An EO has earned it to be a steward, beside the one who was appointed; what they differ on waits for them."""
    assert Practice.objects.count() == len(TIPS) + 1
    assert Practice.objects.order_by("-points").first().page.title == "Ring the clerk before you write"
    assert Adoption.objects.filter(outcome=Outcome.WORSE).count() == 3
    assert Standing.objects.get(level=Level.STEWARD).person.name == "Mary Tregenza"
    assert [one.person.name for one in Appointment.objects.filter(ended_at=None, community__by_invitation=False)] == [
        "Ines Marsh"
    ]
    waiting = set(Matter.objects.waiting().values_list("about_kind", "why", "state"))
    assert waiting == {
        ("pages.page", Why.SAMPLED, MatterState.OPEN),
        ("practice.answer", Why.FLAGGED, MatterState.OPEN),
        ("practice.answer", Why.FLAGGED, MatterState.APPEALED),
    }
    assert Counter(Question.objects.values_list("state", flat=True)) == {"ANSWERED": 3, "OPEN": 2}
    assert Answer.objects.get(became__isnull=False).became.page.title == "Ask about the ramp whenever you ring"
    assert Doubt.objects.get().page.title == "Count hedges from the air"
    assert Collection.objects.get().items.count() == 3


def test_talk_in_rooms_came_to_a_decision_a_page_and_a_web_chat(seeded: str) -> None:
    """Each space has its room; one more is for those three alone; of the web chats one was held and one is to come."""
    assert Room.objects.filter(space=None, community__by_invitation=True).get().community.memberships.count() == 3
    assert Room.objects.exclude(space=None).count() == Space.objects.count()
    assert Counter(Promotion.objects.values_list("kind", flat=True)) == {Went.DECISION: 1, Went.PAGE: 1}
    assert Counter(Sitting.objects.values_list("state", flat=True)) == {
        SittingState.CLOSED: 1,
        SittingState.ANNOUNCED: 1,
    }
    assert set(Asked.objects.values_list("state", flat=True)) == {AskedState.SHOWN}


def test_the_wiki_and_its_records_are_sound(seeded: str) -> None:
    assert list(faults()) == []
    assert first_fault() is None
    moments = list(Event.objects.order_by("sequence").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] < now()


@pytest.mark.once
def test_a_machine_that_is_nobody_s_own_is_seeded_when_asked_and_mails_nobody(
    db: None, settings, django_capture_on_commit_callbacks
) -> None:
    settings.LOCAL = False
    with pytest.raises(CommandError, match="Set LOCAL=true on a machine of your own"):
        seed()
    assert not Person.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        assert seed(force=True).startswith("The demonstration department was set up.")
    assert mail.outbox == []
    assert not Notice.objects.filter(mailed_at=None).exists()
    unread = Notice.objects.filter(read_at=None).values_list("person__name", flat=True)
    assert "Owen Price" in set(unread)
    assert not {"Carys Pritchard", "Erin Walsh", "Dev Patel"} & set(unread)


def test_seeding_tells_who_can_sign_in_and_what_waits_for_them(seeded: str) -> None:
    lines = seeded.splitlines()
    assert lines[0] == "The demonstration department was set up."
    told = {line.split("  ")[0]: line for line in lines[3 : 3 + len(PEOPLE)]}
    assert list(told) == [member.name for member in PEOPLE]
    assert "amina.osei@greenpaper.example" in told["Amina Osei"]
    assert told["Ben Hughes"].endswith("to clear: Demand-responsive transport")
    assert told["Nadia Rahman"].endswith("to clear: Sandbag stores; to clear: Village halls as rest centres")
    assert told["Jonah Reed"].endswith("to change: Community car schemes")
    assert "administrator" in told["Ines Marsh"]
    assert "Has left" in told["Erin Walsh"]
    assert told["Ines Marsh"].endswith("steward of What works, appointed: 2 to look into")
    assert told["Mary Tregenza"].endswith("steward of What works, by standing: 2 to look into")
    assert lines[-1] == f"Everybody's password was set to: {PASSWORD}"


@pytest.mark.parametrize("member", PEOPLE, ids=lambda member: member.name)
def test_the_password_passes_the_house_s_own_rules(member: Member) -> None:
    validate_password(PASSWORD, Person(email=member.email, name=member.name))


@pytest.mark.once
def test_they_sign_in_and_their_home_shows_what_waits(seeded: str, client: Client) -> None:
    for member in PEOPLE:
        assert client.login(email=member.email, password=PASSWORD), member.name
        assert client.get("/").status_code == 200
    ben = Person.objects.get(name="Ben Hughes")
    client.force_login(ben)
    assert "Demand-responsive transport" in client.get("/").content.decode()
    fares = client.get("/wiki/rural-transport/bus-fares-in-rural-areas/").content.decode()
    assert 'href="/wiki/rural-transport/bus-fares-in-rural-areas/concessions-for-young-people/"' in fares
    assert "(no such page)" in fares


def test_seeding_again_changes_nothing_that_people_wrote(seeded: str) -> None:
    amina, ben = Person.objects.get(name="Amina Osei"), Person.objects.get(name="Ben Hughes")
    amina.set_password("a password of her own")
    amina.save()
    winter = Page.objects.select_related("space__unit").get(title="Winter timetables")
    stories.revise(winter, amina, ben, "Written by hand.")
    taxis = Draft.objects.select_related("space").get(title="Taxis across district lines")
    drafts.discard(taxis, by=amina, at=now())
    Person.objects.filter(name="Carys Pritchard").update(email="carys@elsewhere.example")
    Space.objects.filter(title="Resilient villages").update(title="Villages")
    tables = (Person, Page, Edition, Draft, Event, Notice, Submission, RouteDefault)
    before = [list(table.objects.order_by("pk").values()) for table in tables]

    told = seed()

    assert told.startswith("The demonstration department is here already, so nothing was changed.")
    assert "Carys" not in told
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_all_is_undone_when_somebody_has_one_of_the_addresses(db: None) -> None:
    Person.objects.create_user("priya.nair@greenpaper.example", name="Another Priya")

    with pytest.raises(CommandError) as refusal:
        seed()

    assert str(refusal.value) == (
        "The demonstration department was not set up. Somebody is already registered as priya.nair@greenpaper.example."
    )
    assert Person.objects.count() == 1
    assert not Event.objects.exists()
