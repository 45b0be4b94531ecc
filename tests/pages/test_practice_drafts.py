"""Who sees and writes drafts in a practice space: all it is for, and of what is for fewer the unit alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.models import Matter, Pause, Restriction, Ruling
from apps.pages.actions import drafts, saving
from apps.pages.actions.writing import Words
from apps.pages.models import Draft, DraftSave, Page, Space
from apps.pages.rules import may_draft_in, may_keep, may_take_part, may_write
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.trust.choices import Level
from tests import stories
from tests.exchange import open_exchange, stand

TEXT = "We stood by the door."


@pytest.fixture
def exchange(ben: Person) -> Space:
    """For the department: Gwen heads it, Fay is in it, Carys is not."""
    return open_exchange(ben, audience=Breadth.DEPARTMENT)


def tip(space: Space, by: Person, audience: int | None = None) -> Draft:
    draft = stories.start(stories.front(space), by, "Stand-ups", TEXT)
    return stories.write(draft, by, TEXT, audience=audience) if audience else draft


def door(person: Person, draft: Draft) -> int:
    browser = Client()
    browser.force_login(person)
    return browser.get(draft.get_absolute_url()).status_code


def agrees(person: Person, draft: Draft, *, sees: bool) -> bool:
    """Whether list, door and rule all say the same of one person and one draft."""
    listed = Draft.objects.visible_to(person).filter(pk=draft.pk).exists()
    writes = bool(may_write(person, draft, now()))
    return (listed, door(person, draft) == 200, writes) == (sees, sees, sees)


def test_all_that_a_practice_space_is_for_write_in_its_drafts(exchange, amina, fay, dev, carys, hal):
    draft = tip(exchange, fay)

    assert all(agrees(person, draft, sees=True) for person in (amina, fay, dev))
    assert all(agrees(person, draft, sees=False) for person in (carys, hal))
    assert stories.write(draft, dev, f"{TEXT}\n\nBring coats.").saved_by == dev


def test_what_is_for_fewer_is_the_units_alone_and_so_is_what_ever_was(exchange, amina, ben, fay):
    draft = tip(exchange, amina, Breadth.TEAM)
    assert agrees(ben, draft, sees=True)
    assert agrees(fay, draft, sees=False)

    draft = stories.write(draft, amina, TEXT, audience=Breadth.DEPARTMENT)

    assert draft.audience == exchange.audience
    assert agrees(fay, draft, sees=False), "Its earlier versions were for the team alone"
    assert DraftSave.objects.filter(draft=draft, audience=Breadth.TEAM).exists()


def test_a_change_of_a_page_that_is_for_fewer_is_the_units_alone(exchange, amina, ben, fay):
    page = stories.publish(stories.front(exchange), amina, ben, title="Our rota")
    Page.objects.filter(pk=page.pk).update(audience=Breadth.TEAM, audience_unit=exchange.unit)
    draft = drafts.start(Page.objects.get(pk=page.pk), by=amina, at=now())
    Draft.objects.filter(pk=draft.pk).update(audience=Breadth.DEPARTMENT)

    assert agrees(ben, Draft.objects.get(pk=draft.pk), sees=True)
    assert agrees(fay, Draft.objects.get(pk=draft.pk), sees=False)


def test_nobody_but_the_unit_narrows_a_draft(exchange, amina, fay):
    draft = tip(exchange, fay)
    words = Words(draft.title, draft.body, Breadth.TEAM)

    with pytest.raises(Refused, match="What you write here is for everybody in the space"):
        saving.save(draft, words, made_on=draft.version, by=fay, at=now())
    assert saving.save(draft, words, made_on=draft.version, by=amina, at=now()).kept is None


def test_a_policy_space_is_drafted_in_by_its_unit_as_before(ben, fay, amina):
    space = stories.open_space(ben, audience=Breadth.DEPARTMENT)
    draft = tip(space, amina)

    assert agrees(ben, draft, sees=True)
    assert agrees(fay, draft, sees=False)
    assert may_draft_in(fay, space, now()).reason.startswith("Only people posted in Rural Transport can draft")


def test_the_unit_alone_looks_after_a_practice_space(exchange, amina, fay):
    assert may_keep(amina, exchange, now())
    assert not may_keep(fay, exchange, now())
    browser = Client()
    browser.force_login(fay)
    for name in ("clearance:space-routes", "clearance:emergencies", "pages:space-past-pages"):
        assert browser.get(reverse(name, args=[exchange.pk])).status_code == 404
    assert browser.get(reverse("pages:space-drafts", args=[exchange.pk])).status_code == 200


def ruled(space: Space, about: str, author: Person, by: Person) -> Ruling:
    matter = Matter.objects.create(
        community=space.community,
        about_kind="pages.page",
        about_id=about,
        author=author,
        why="FLAGGED",
        opened_at=now(),
        state="RULED",
    )
    return Ruling.objects.create(matter=matter, by=by, author=author, at=now(), measure="PAUSE", rule="x", because="y")


def test_whoever_is_paused_writes_nothing_until_it_ends(exchange, ben, fay):
    draft = tip(exchange, fay)
    until = now() + timedelta(days=7)
    Pause.objects.create(
        community=exchange.community, person=fay, ruling=ruled(exchange, "1", fay, ben), since=now(), until=until
    )

    assert not may_take_part(fay, draft, now())
    assert may_take_part(fay, draft, until)
    with pytest.raises(Refused, match="paused"):
        drafts.start_new(stories.front(exchange), "Another", template=None, by=fay, at=now())


def test_a_restricted_page_is_changed_by_contributors_and_stewards_alone(exchange, amina, ben, fay, dev):
    page = stories.publish(stories.front(exchange), amina, ben, title="Stand-ups")
    draft = drafts.start(page, by=fay, at=now())
    Restriction.objects.create(
        community=exchange.community,
        ruling=ruled(exchange, str(page.pk), fay, ben),
        about_kind="pages.page",
        about_id=str(page.pk),
        until=now() + timedelta(days=7),
    )
    stand(dev, exchange.community, Level.CONTRIBUTOR)

    assert [bool(may_write(person, draft, now())) for person in (fay, dev, ben)] == [False, True, True]
