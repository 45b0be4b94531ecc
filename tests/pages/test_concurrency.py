"""Several people at once: exactly one wins, the others get a sentence, and the tree stays whole."""

from functools import partial

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.clearance.choices import Role
from apps.clearance.models import Part, Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Saved, Words
from apps.pages.models import Draft, DraftSave, Edition, Imprint, KeptText, Page, Space
from apps.people.models import Person
from apps.records.queries import first_fault
from tests import stories
from tests.cast import Government, person, post
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10
CLEARERS = 6
NEW_PAGES = 48


def clear_by_browser(submission: Submission, by: Person) -> int:
    client = Client(raise_request_exception=False)
    client.force_login(by)
    return client.post(reverse("clearance:clear", args=[submission.pk]), {"comment": ""}).status_code


def test_of_six_who_clear_at_once_exactly_one_publishes(government: Government, amina: Person) -> None:
    seniors = [post(person(f"Senior {n}"), government.transport, "G7", "Head of branch") for n in range(CLEARERS)]
    space = stories.open_space(amina)
    for number in range(1, ROUNDS + 1):
        draft = stories.start(stories.front(space), amina, f"Fares {number}")
        submission = stories.submit(draft, amina)

        codes = together([partial(clear_by_browser, submission, senior) for senior in seniors])

        assert codes.count(302) == 1, codes
        assert set(codes) <= {302, 409, 422}, codes
        assert Part.objects.filter(submission=submission, role=Role.CLEARED).count() == 1
        assert Edition.objects.filter(page__path=f"rural-buses/fares-{number}").count() == 1
    call_command("check_tree")
    assert first_fault() is None


def test_forty_eight_pages_made_at_once_all_stand_in_the_tree(
    government: Government, amina: Person, ben: Person
) -> None:
    space = stories.open_space(amina)
    front = stories.front(space)
    waiting = [stories.submit(stories.start(front, amina, f"Route {n}"), amina) for n in range(NEW_PAGES)]

    codes = together([partial(clear_by_browser, submission, ben) for submission in waiting])

    assert codes == [302] * NEW_PAGES
    assert Page.objects.filter(parent=front).count() == NEW_PAGES
    call_command("check_tree")
    assert first_fault() is None


def test_of_six_who_save_at_once_one_is_saved_and_five_texts_are_kept(government: Government, amina: Person) -> None:
    writers = [post(person(f"Writer {n}"), government.rural_transport, "HEO", "Adviser") for n in range(CLEARERS)]
    draft = stories.start(stories.front(stories.open_space(amina)), amina)
    texts = {writer.pk: f"What writer {writer.pk} thinks." for writer in writers}

    def save(writer: Person) -> Saved:
        words = Words(draft.title, texts[writer.pk], draft.audience)
        return saving.save(draft, words, made_on=1, by=writer, at=now())

    outcomes = together([lambda who=writer: save(who) for writer in writers])

    assert sorted(outcome.kept is not None for outcome in outcomes) == [False] + [True] * 5
    saved = set(DraftSave.objects.filter(draft=draft, version=2).values_list("body", flat=True))
    kept = set(KeptText.objects.filter(draft=draft).values_list("body", flat=True))
    assert saved | kept == set(texts.values())


def test_twelve_who_write_in_paragraphs_of_their_own_at_once_are_put_together(government: Government, amina: Person):
    """Each sends the form of the draft three times over: every word they were told is saved is there, once."""
    writers = [post(person(f"Writer {n}"), government.rural_transport, "HEO", "Adviser") for n in range(12)]
    body = "\n\n".join(f"Paragraph {n} is about buses." for n in range(len(writers)))
    draft = stories.start(stories.front(stories.open_space(amina)), amina, body=body)
    edit = reverse("pages:draft-edit", args=[draft.pk])

    def save(number: int, turn: int, form: dict[str, object]) -> str:
        client = Client(raise_request_exception=False)
        client.force_login(writers[number])
        own = f"Paragraph {number} is about buses."
        return client.post(edit, {**form, "body": form["body"].replace(own, f"{own} Word {number}x{turn}.")})[
            "Location"
        ]

    for turn in range(3):
        draft.refresh_from_db()
        form = {name: getattr(draft, name) for name in ("title", "body", "audience", "marking", "version")}
        went = together([partial(save, number, turn, form) for number in range(len(writers))])
        assert went == [draft.get_absolute_url()] * len(writers)
    draft.refresh_from_db()
    assert draft.version == 1 + 3 * len(writers)
    assert {draft.body.count(f"Word {n}x{turn}.") for n in range(len(writers)) for turn in range(3)} == {1}
    assert list(draft.saves.order_by("version").values_list("version", flat=True)) == list(range(draft.version + 1))
    assert first_fault() is None


def test_of_six_who_start_a_draft_at_once_all_join_the_same(government: Government, amina: Person) -> None:
    writers = [post(person(f"Writer {n}"), government.rural_transport, "HEO", "Adviser") for n in range(CLEARERS)]
    front = stories.front(stories.open_space(amina))
    joined = together([lambda who=writer: drafts.start(front, by=who, at=now()).pk for writer in writers])
    assert joined == [Draft.objects.get(page=front).pk] * CLEARERS


def test_of_four_who_open_a_space_at_one_address_one_does_and_three_are_told(government: Government) -> None:
    openers = [post(person(f"Opener {n}"), government.rural_transport, "HEO", "Adviser") for n in range(4)]

    outcomes = together([partial(stories.open_space, opener, "Taxis") for opener in openers])

    assert sorted(type(outcome) is Space for outcome in outcomes) == [False, False, False, True]
    refusals = [outcome.reason for outcome in outcomes if isinstance(outcome, Refused)]
    assert refusals == ["There is already a space at that address. Choose a different title."] * 3


def test_spaces_are_opened_while_new_pages_are_published(government: Government, amina: Person, ben: Person) -> None:
    front = stories.front(stories.open_space(amina))
    for number in range(ROUNDS):
        titles = [f"Route {number} {letter}" for letter in "abcd"]
        waiting = [stories.submit(stories.start(front, amina, title), amina) for title in titles]
        opening = [partial(stories.open_space, amina, f"Subject {number} {letter}") for letter in "abcd"]

        outcomes = together([*opening, *(partial(clear_by_browser, submission, ben) for submission in waiting)])

        assert [type(outcome) for outcome in outcomes[:4]] == [Space] * 4, outcomes
        assert outcomes[4:] == [302] * 4
    call_command("check_tree")


def test_the_very_first_changes_at_once_are_all_counted() -> None:
    together([transaction.atomic(Imprint.advance)] * CLEARERS)
    assert Imprint.objects.get().number == CLEARERS
