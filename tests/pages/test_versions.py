"""The history of a draft: what each version changed, who wrote which words, names, and going back."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages import markup
from apps.pages.actions import drafts, rebasing, versions
from apps.pages.actions.absorbing import absorb
from apps.pages.actions.writing import Words, write
from apps.pages.authorship import Hands
from apps.pages.choices import DraftState, Fact, Marking, SaveKind
from apps.pages.models import Contribution, Draft, DraftSave, Page, Space
from apps.pages.queries.pages import writers_of
from apps.pages.queries.versions import differences, published_from, sittings, told, version_runs, who_wrote
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


def by_words(version: DraftSave) -> list[tuple[str, str]]:
    """Each stretch of a version's text with its writer's first name, or a dash."""
    names = {pk: name.split()[0] for pk, name in Person.objects.values_list("pk", "name")}
    at, told_of = 0, []
    for who, count in version_runs(version):
        told_of.append((names.get(who, "-"), version.body[at : at + count]))
        at += count
    assert at == len(version.body)
    return told_of


def at_hand(draft: Draft) -> Draft:
    return Draft.objects.select_related("space__unit", "page", "base").get(pk=draft.pk)


def said(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_every_version_says_who_wrote_which_words_and_how_many(draft: Draft, amina: Person, ben: Person) -> None:
    stories.write(draft, ben, "Fares are capped at three pounds.\n\nThis ends in March")

    assert by_words(version_of(draft, 2)) == [
        ("Amina", "Fares are capped at "),
        ("Ben", "three"),
        ("Amina", " pounds."),
        ("Ben", "\n\nThis ends in March"),
    ]
    wrote = Contribution.objects.filter(save_of__draft=draft).order_by("save_of__version")
    assert list(wrote.values_list("person", "added", "removed")) == [(amina.pk, 31, 0), (ben.pk, 25, 3)]


def test_a_draft_of_a_page_begins_with_what_its_writers_wrote(
    fares: Page, amina: Person, ben: Person, hire: Callable[[str, str], Person]
) -> None:
    page = stories.revise(fares, hire("Nia Cole", "EO"), ben, "Fares are capped. Children pay half")
    draft = drafts.start(page, by=amina, at=now())
    assert by_words(version_of(draft, 0)) == [("Amina", "Fares are capped."), ("Nia", " Children pay half")]
    # What was cleared is nobody's to be barred for.
    assert not writers_of(draft)


def test_law_3_counts_everybody_who_had_a_hand_and_whoever_saved(
    draft: Draft, amina: Person, ben: Person, hire: Callable[[str, str], Person]
) -> None:
    nia = hire("Nia Cole", "EO")
    hands = Hands([(ben.pk, 5)], {ben.pk: (5, 31)})
    write(draft, Words("Fares", "Free.", draft.audience), by=nia, at=now(), kind=SaveKind.LIVE, hands=hands)
    assert set(writers_of(draft)) == {amina, ben, nia}


def test_restoring_makes_a_new_version_of_the_same_words_by_the_same_people(
    draft: Draft, amina: Person, ben: Person
) -> None:
    stories.write(draft, ben, "Free for all", title="Free buses")
    restored = versions.restore_version(version_of(draft, 1), made_on=2, by=ben, at=now())

    newest = version_of(draft, 3)
    assert (restored.version, restored.title, restored.body) == (3, "Fares", "Fares are capped at two pounds.")
    assert (newest.kind, newest.by, by_words(newest)) == (
        SaveKind.RESTORED,
        ben,
        [("Amina", "Fares are capped at two pounds.")],
    )
    [wrote] = newest.contributions.all()
    assert (wrote.person, wrote.added, wrote.removed) == (ben, 0, len("Free for all"))
    assert [event.verb for event in Event.objects.order_by("-sequence")[:2]] == [
        "pages.version_restored",
        "pages.draft_saved",
    ]
    assert Event.objects.latest("sequence").details == {"restored": 1, "version": 3}
    assert version_of(draft, 2).body == "Free for all"


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


def test_bringing_up_to_date_credits_what_was_published_to_whoever_wrote_it(
    fares: Page, amina: Person, ben: Person, hire: Callable[[str, str], Person]
) -> None:
    mei = hire("Mei Lin", "EO")
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "Fares are capped.\n\nAmina says")
    urgent = drafts.start(fares, by=mei, at=now(), is_urgent=True)
    stories.write(urgent, mei, "Fares are capped.\n\nMei wrote")
    deciding.clear(stories.submit(at_hand(urgent), mei), by=ben, at=now())
    page = Page.objects.select_related("edition").get(pk=fares.pk)
    assert page.edition is not None
    nia = hire("Nia Cole", "EO")

    words = Words("Fares", "Fares are capped.\n\nAmina says\n\nMei wrote\n\nNia adds", draft.audience)
    rebasing.bring_up_to_date(draft, words, onto=page.edition, made_on=1, by=nia, at=now())

    newest = version_of(draft, 2)
    assert newest.kind == SaveKind.CAUGHT_UP
    assert [(who, words.strip()) for who, words in by_words(newest) if words.strip()] == [
        ("Amina", "Fares are capped.\n\nAmina says"),
        ("Mei", "Mei wrote"),
        ("Nia", "Nia adds"),
    ]
    assert set(writers_of(at_hand(draft))) == {amina, mei, nia}


def test_a_page_that_is_merged_in_stays_its_writers(
    fares: Page, amina: Person, ben: Person, hire: Callable[[str, str], Person]
) -> None:
    nia = hire("Nia Cole", "EO")
    other = stories.publish(stories.front(fares.space), nia, ben, "Passes", "Passes are free.")
    draft = absorb(fares, other, by=amina, at=now())
    told_of = by_words(version_of(draft, 1))
    assert ("Nia", "Passes are free") in [(who, words.strip("\n.")) for who, words in told_of]


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


def test_what_a_version_changed_besides_its_text(draft: Draft, amina: Person) -> None:
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
    found = {one.fact: (one.before, one.after) for one in differences(version_of(draft, 1), version_of(draft, 2))}
    assert found[Fact.TITLE] == ("Fares", "Cap")
    assert found[Fact.AUDIENCE] == ("Directorate", "Team only")
    assert found[Fact.MARKING][0] == "OFFICIAL"
    assert "RECIPIENTS ONLY" in found[Fact.MARKING][1]


def test_whose_each_paragraph_is_and_when_it_was_last_changed(draft: Draft, amina: Person, ben: Person) -> None:
    stories.write(draft, ben, f"{draft.body}\n\nIt ends in March.")
    stories.write(at_hand(draft), amina, f"{draft.body}\n\nIt ends in May.\n\nSee the scheme")
    newest = version_of(draft, 3)

    found = who_wrote(newest, markup.paragraphs(newest.body))

    assert [(one.text, [(str(share.person), share.percent) for share in one.shares]) for one in found] == [
        ("Fares are capped at two pounds.", [(str(amina), 100)]),
        ("It ends in May.", [(str(ben), 80), (str(amina), 20)]),
        ("See the scheme", [(str(amina), 100)]),
    ]
    assert [one.changed.version for one in found if one.changed] == [1, 3, 3]


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


def test_readers_are_told_who_wrote_a_page_and_not_who_wrote_what_in_it(
    fares: Page, client: Client, ben: Person, dev: Person, hire: Callable[[str, str], Person]
) -> None:
    amina = fares.drafts.get().opened_by
    page = stories.revise(fares, hire("Nia Cole", "EO"), ben, "Fares are capped. Children pay half")
    assert page.edition is not None
    assert published_from(page.edition) == DraftSave.objects.get(draft__base__number=1, version=1)
    where = reverse("pages:who-wrote", args=[page.pk])
    client.force_login(amina)
    assert "Nia Cole, 51%" in said(client.get(where)).replace("<strong>", "").replace("</strong>", "")
    assert where in client.get(reverse("pages:history", args=[page.pk])).content.decode()
    client.force_login(dev)
    assert client.get(where).status_code == 404
    assert where not in client.get(reverse("pages:history", args=[page.pk])).content.decode()
    front = stories.front(page.space)
    client.force_login(amina)
    assert "does not know who wrote" in said(client.get(reverse("pages:who-wrote", args=[front.pk])))


def test_nobody_else_sees_that_a_version_is_there(draft: Draft, client: Client, carys: Person, amina: Person) -> None:
    client.force_login(carys)
    for name in ("draft-version", "draft-version-name", "draft-version-restore"):
        assert client.get(reverse(f"pages:{name}", args=[draft.pk, 1])).status_code == 404
    client.force_login(amina)
    assert client.get(reverse("pages:draft-version", args=[draft.pk, 2])).status_code == 404
    assert draft.state == DraftState.DRAFT
