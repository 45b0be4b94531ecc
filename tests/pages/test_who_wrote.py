"""Who wrote which words of a draft, and of the page it became."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.pages import markup
from apps.pages.actions import drafts, rebasing, versions
from apps.pages.actions.absorbing import absorb
from apps.pages.actions.writing import Words, write
from apps.pages.authorship import Hands
from apps.pages.choices import SaveKind
from apps.pages.models import Contribution, Draft, DraftSave, Page, Space
from apps.pages.queries.pages import writers_of
from apps.pages.queries.versions import published_from, version_runs, who_wrote
from apps.people.models import Person
from apps.records.models import Event
from tests import stories


@pytest.fixture
def draft(space: Space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina, body="Fares are capped at two pounds.")


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
