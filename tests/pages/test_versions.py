"""The history of a draft: what each version changed, names, and going back."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.actions import versions
from apps.pages.actions.writing import Words, write
from apps.pages.choices import DraftState, Fact, Marking, SaveKind
from apps.pages.models import Contribution, Draft, DraftSave, Space
from apps.pages.queries.versions import differences, sittings, told
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories


@pytest.fixture
def draft(space: Space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina, body="Fares are capped at two pounds.")


@pytest.fixture
def as_amina(client: Client, amina: Person) -> Client:
    client.force_login(amina)
    return client


def version_of(draft: Draft, number: int) -> DraftSave:
    return DraftSave.objects.select_related("draft__space__unit").get(draft=draft, version=number)


def at_hand(draft: Draft) -> Draft:
    return Draft.objects.select_related("space__unit", "page", "base").get(pk=draft.pk)


def said(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_nothing_is_restored_over_what_somebody_wrote_unseen(draft: Draft, amina: Person, ben: Person) -> None:
    stories.write(draft, ben, "Free for all")
    with pytest.raises(StateChanged, match="after you opened this page"):
        versions.restore_version(version_of(draft, 0), made_on=1, by=amina, at=now())
    with pytest.raises(Refused, match="what the draft says now"):
        versions.restore_version(version_of(draft, 2), made_on=2, by=amina, at=now())
    stories.submit(at_hand(draft), amina)
    with pytest.raises(Refused, match="in review"):
        versions.restore_version(version_of(draft, 1), made_on=2, by=amina, at=now())
    assert at_hand(draft).body == "Free for all"


def test_an_earlier_version_comes_back_for_no_more_people_and_marked_no_lower(draft: Draft, amina: Person) -> None:
    words = Words("Fares", "Our lowest offer.", Breadth.TEAM, **stories.SENSITIVE)
    write(at_hand(draft), words.tidy(), by=amina, at=now())
    restored = versions.restore_version(version_of(draft, 1), made_on=2, by=amina, at=now())
    assert (restored.body, restored.audience, restored.marking) == (
        "Fares are capped at two pounds.",
        Breadth.TEAM,
        Marking.SENSITIVE,
    )


def test_versions_of_one_sitting_stand_together(draft: Draft, amina: Person, ben: Person) -> None:
    start = now()
    hours = {1: 0, 2: 9, 3: 18, 4: 30, 5: 31, 6: 33}
    for number, by in ((2, amina), (3, amina), (4, amina), (5, ben), (6, amina)):
        stories.write(at_hand(draft), by, f"Text {number}.")
        DraftSave.objects.filter(draft=draft, version=number).update(at=start + timedelta(minutes=hours[number]))
    DraftSave.objects.filter(draft=draft, version=6).update(
        name="As sent to the Minister", named_by=amina, named_at=start
    )

    assert sittings(draft) == [[6], [5], [4], [3, 2, 1], [0]]
    assert sittings(draft, who=ben.pk) == [[5]]
    assert sittings(draft, only_named=True) == [[6]]
    [sitting] = told(draft, [[3, 2, 1]])
    # The text with 31 characters, another one in its place but for its full stop, and a figure that changed.
    assert (sitting.before, sitting.added, sitting.removed, sitting.facts) == (0, 31 + 6 + 1, 30 + 1, [])


def test_what_a_version_changed_besides_its_text(draft: Draft, as_amina: Client, amina: Person) -> None:
    words = Words(
        "Cap",
        draft.body,
        Breadth.TEAM,
        **stories.SENSITIVE,
        files=[{"name": "a.png", "sha256": "0" * 64, "alt": "A bus"}],
    )
    write(at_hand(draft), words.tidy(), by=amina, at=now())
    [sitting] = told(draft, [[2]])
    assert (sitting.added, sitting.removed, sitting.facts) == (0, 0, list(Fact))
    file = reverse("pages:version-file", args=[draft.pk, 2, "a.png"])
    assert file in as_amina.get(reverse("pages:draft-version", args=[draft.pk, 2])).content.decode()
    found = {one.fact: (one.before, one.after) for one in differences(version_of(draft, 1), version_of(draft, 2))}
    assert found[Fact.TITLE] == ("Fares", "Cap")
    assert found[Fact.AUDIENCE] == ("Directorate", "Team only")
    assert found[Fact.MARKING][0] == "OFFICIAL"
    assert "RECIPIENTS ONLY" in found[Fact.MARKING][1]


def test_a_version_is_named_renamed_and_unnamed_on_the_record(draft: Draft, as_amina: Client, ben: Person) -> None:
    where = reverse("pages:draft-version-name", args=[draft.pk, 1])
    response = as_amina.post(where, {"name": " As sent to the  Minister, 3 March ", "was": ""}, follow=True)
    assert "Version 1 is now called ‘As sent to the Minister, 3 March’." in said(response)
    assert "As sent to the Minister, 3 March" in said(as_amina.get(draft.get_absolute_url()))
    named = reverse("pages:draft-history", args=[draft.pk]) + "?named=on"
    assert "Version 1" in said(as_amina.get(named))
    assert "Version 0" not in said(as_amina.get(named))

    stale = as_amina.post(where, {"name": "Final", "was": ""})
    assert (stale.status_code, "another name meanwhile" in said(stale)) == (422, True)
    empty = as_amina.post(where, {"name": " ", "was": "As sent to the Minister, 3 March"})
    assert (empty.status_code, "Enter a name" in said(empty)) == (422, True)
    secret = as_amina.post(where, {"name": "TOP SECRET", "was": "As sent to the Minister, 3 March"})
    assert secret.status_code == 422

    as_amina.post(where, {"name": "", "unname": "1", "was": "As sent to the Minister, 3 March"})
    version = version_of(draft, 1)
    assert (version.name, version.named_by, version.named_at) == ("", None, None)
    named_on_record = Event.objects.filter(verb="pages.version_named").order_by("sequence")
    assert [event.details["name"] for event in named_on_record] == ["As sent to the Minister, 3 March", ""]


def test_restoring_by_the_page_asks_first_and_says_what_it_did(draft: Draft, as_amina: Client, ben: Person) -> None:
    stories.write(draft, ben, "Free for all")
    where = reverse("pages:draft-version-restore", args=[draft.pk, 1])
    page = as_amina.get(where)
    assert "Restore version 1?" in said(page)
    stories.write(at_hand(draft), ben, "Free for most.")
    stale = as_amina.post(where, {"version": "2"})
    assert (stale.status_code, at_hand(draft).body) == (409, "Free for most.")
    done = as_amina.post(where, {"version": "3"}, follow=True)
    assert "Version 1 is what the draft says again." in said(done)
    assert at_hand(draft).body == "Fares are capped at two pounds."
    assert as_amina.post(where, {"version": "x"}).status_code == 422


def test_two_versions_are_compared_in_words_and_as_they_are_read(draft: Draft, as_amina: Client, ben: Person) -> None:
    stories.write(draft, ben, "Fares are capped at **three** pounds.", title="Fare cap")
    where = reverse("pages:draft-comparison", args=[draft.pk])
    page = as_amina.get(f"{where}?earlier=1&later=2").content.decode()
    assert "<del>Fares</del> <ins>Fare cap</ins>" in " ".join(page.split())
    assert "<del>two</del>" in page
    assert "<strong>" in page
    for query in (
        "earlier=1&later=3",
        "earlier=x&later=1",
        "earlier=1",
        "earlier=-1&later=1",
        f"earlier=0&later={2**70}",
    ):
        refused = as_amina.get(f"{where}?{query}")
        assert (refused.status_code, "version, from 0 to 2" in said(refused)) == (422, True)


def test_a_thousand_versions_open_as_quickly_as_ten(draft: Draft, as_amina: Client, amina: Person) -> None:
    def add(first: int, last: int) -> None:
        rows = [
            DraftSave(
                draft=draft,
                version=number,
                kind=SaveKind.SAVED,
                by=amina,
                at=now() + timedelta(minutes=4 * number),
                title="Fares",
                body=f"Fares are capped.\n\nVersion {number}.",
                audience=draft.audience,
            )
            for number in range(first, last)
        ]
        saves = DraftSave.objects.bulk_create(rows)
        Contribution.objects.bulk_create(Contribution(save_of=save, person=amina, added=1) for save in saves)
        Draft.objects.filter(pk=draft.pk).update(version=last - 1, body=rows[-1].body)

    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert as_amina.get(path).status_code == 200
        return len(caught)

    paths = [reverse(f"pages:{name}", args=[draft.pk]) for name in ("draft-history", "draft-who-wrote", "draft")]
    add(2, 12)
    few = [queries(path) for path in paths]
    add(12, 1001)
    assert [queries(path) for path in paths] == few
    page = said(as_amina.get(paths[0]))
    assert "Versions 951 to 1000" in page
    assert "Not changed in the latest 200 versions" in said(as_amina.get(paths[1]))


def test_nobody_else_sees_that_a_version_is_there(draft: Draft, client: Client, carys: Person, amina: Person) -> None:
    client.force_login(carys)
    for name in ("draft-version", "draft-version-name", "draft-version-restore"):
        assert client.get(reverse(f"pages:{name}", args=[draft.pk, 1])).status_code == 404
    client.force_login(amina)
    assert client.get(reverse("pages:draft-version", args=[draft.pk, 2])).status_code == 404
    assert draft.state == DraftState.DRAFT
