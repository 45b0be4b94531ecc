"""A steward reads what they could read where it stands, and rules on nothing that is theirs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.actions import deciding
from apps.clearance.actions.on_standing import hand_in
from apps.clearance.actions.submitting import Cover
from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.actions import flagging, queue, ruling
from apps.moderation.choices import Measure, Why
from apps.moderation.judgement import Judgement
from apps.moderation.models import Matter, Pause, Ruling
from apps.pages.actions import drafts
from apps.pages.choices import Significance
from apps.pages.models import Comment, Draft, Edition, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Credit
from tests import stories
from tests.exchange import open_exchange, stand

TEXT = "We stood by the door, and it took five minutes instead of an hour."


@pytest.fixture
def exchange(ben: Person) -> Space:
    return open_exchange(ben)


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def live(draft: Draft, by: Person) -> Edition:
    cover = Cover("Changed.", Significance.MINOR, localdate() + timedelta(days=365))
    edition = hand_in(draft, cover, version=draft.version, by=by, at=now())
    assert isinstance(edition, Edition)
    return edition


def flag(page: Page, by: Person) -> Matter:
    about = str(page.pk)
    return flagging.flag("pages.page", about, rule="consistent", because="It is rude.", by=by, at=now()).matter


def rule(matter: Matter, by: Person, measure: Measure, **more: object) -> Ruling:
    matter = Matter.objects.select_related("community__audience_unit").get(pk=matter.pk)
    claimed = queue.claim(matter, version=matter.version, by=by, at=now())
    judgement = Judgement(measure, "It is about a person.", "" if measure == Measure.NONE else "consistent", **more)
    return ruling.rule_on(claimed, judgement, version=claimed.version, by=by, at=now())


def test_a_steward_from_elsewhere_reads_nothing_that_is_for_the_unit_alone(exchange, amina, ben, carys):
    """Law 5: what somebody flagged is read by no more people than before."""
    stand(carys, exchange.community, Level.STEWARD)
    draft = stories.start(stories.front(exchange), amina, "Our own rota", TEXT)
    sent = stories.submit(stories.write(draft, amina, TEXT, audience=Breadth.TEAM), amina)
    deciding.clear(sent, by=ben, at=now())
    page = Page.objects.get(drafts=draft)
    assert not Page.objects.visible_to(carys).filter(pk=page.pk).exists()
    matter = flag(page, ben)

    browser = browser_of(carys)
    assert "Our own rota" not in browser.get(reverse("moderation:queue", args=["what-works"])).content.decode()
    assert browser.get(reverse("moderation:matter", args=[matter.pk])).status_code == 404
    assert browser.post(reverse("moderation:claim", args=[matter.pk]), {"version": matter.version}).status_code == 404
    assert queue.claim_next(exchange.community, by=carys, at=now()) is None
    with pytest.raises(Refused, match="cannot read"):
        queue.claim(matter, version=matter.version, by=carys, at=now())


def test_whoever_left_reads_no_more_of_what_others_made_of_their_page(exchange, ben, carys, dev):
    """Law 5: a ruling shows its author what they may still read."""
    page = stories.publish(stories.front(exchange), carys, ben, title="Stand-ups", body=TEXT)
    ruled = rule(flag(page, dev), ben, Measure.WARN)
    browser = browser_of(carys)
    there = reverse("moderation:ruling", args=[ruled.pk])
    assert TEXT in browser.get(there).content.decode()

    carys.postings.update(ends_at=now() - timedelta(days=1))

    said = browser.get(there).content.decode()
    assert TEXT not in said
    assert "Stand-ups" not in said
    assert "Stand-ups" not in browser.get(reverse("notices:list")).content.decode()


def test_a_steward_who_wrote_most_of_a_page_rules_on_it_no_more_once_another_mended_a_word(exchange, amina, carys, dev):
    stand(carys, exchange.community, Level.STEWARD)
    stand(amina, exchange.community, Level.MEMBER)
    page = live(stories.start(stories.front(exchange), carys, "Stand-ups", TEXT), carys).page
    live(stories.write(drafts.start(page, by=amina, at=now()), amina, f"{TEXT} Yes."), amina)

    with pytest.raises(Refused, match="You wrote"):
        rule(flag(page, dev), carys, Measure.NONE)


def test_nobody_rules_on_a_text_that_changed_after_they_read_it(exchange, ben, carys, dev):
    stand(carys, exchange.community, Level.MEMBER)
    page = live(stories.start(stories.front(exchange), carys, "Stand-ups", TEXT), carys).page
    matter = Matter.objects.select_related("community__audience_unit").get(pk=flag(page, dev).pk)
    claimed = queue.claim(matter, version=matter.version, by=ben, at=now())
    browser = browser_of(ben)
    form = browser.get(reverse("moderation:matter", args=[matter.pk])).context["form"]
    seen = form.initial.get("text", "")
    live(stories.write(drafts.start(page, by=carys, at=now()), carys, "We stood by the door."), carys)

    sent = {"version": claimed.version, "text": seen, "measure": "HIDE", "rule": "consistent", "because": "It is rude."}
    answer = browser.post(reverse("moderation:rule", args=[matter.pk]), sent)

    assert answer.status_code in (409, 422)
    assert not Ruling.objects.exists()
    assert Page.objects.get(pk=page.pk).hidden_at is None


def test_comments_on_a_policy_draft_are_read_by_no_steward_who_does_not_draft_there(space, amina, ben, dev):
    """Law 1: a flag opens no draft."""
    stand(dev, space.community, Level.STEWARD)
    draft = stories.start(stories.front(space), amina)
    comment = Comment.objects.create(draft=draft, kind="NOTE", body="Too dear.", version=1, by=ben, at=now())
    given = flagging.flag("pages.comment", str(comment.pk), rule="consistent", because="Rude.", by=amina, at=now())
    browser = browser_of(dev)

    assert "Too dear" not in browser.get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert browser.get(reverse("moderation:matter", args=[given.matter_id])).status_code == 404


def test_the_next_one_is_never_what_a_steward_may_not_rule_on(exchange, amina, carys, dev):
    stand(carys, exchange.community, Level.STEWARD)
    first = live(stories.start(stories.front(exchange), carys, "Stand-ups", TEXT), carys).page
    stand(amina, exchange.community, Level.MEMBER)
    live(stories.write(drafts.start(first, by=amina, at=now()), amina, f"{TEXT} Yes."), amina)
    second = live(stories.start(stories.front(exchange), amina, "Rotas", TEXT), amina).page
    Matter.objects.all().delete()
    matters = [flag(page, dev) for page in (first, second)]

    assert queue.claim_next(exchange.community, by=carys, at=now()) == matters[1]
    assert queue.claim_next(exchange.community, by=carys, at=now()) is None


def test_what_was_picked_is_ruled_against_whoever_wrote_what_is_there_now(exchange, ben, carys, amina):
    for one in (carys, amina):
        stand(one, exchange.community, Level.MEMBER)
    page = live(stories.start(stories.front(exchange), carys, "Stand-ups", TEXT), carys).page
    put = {"why": Why.SAMPLED, "author": carys, "community": exchange.community, "at": now()}
    matter = queue.put("pages.page", str(page.pk), **put)
    live(stories.write(drafts.start(page, by=amina, at=now()), amina, "Carys is a fool."), amina)

    there = browser_of(ben).get(reverse("moderation:matter", args=[matter.pk])).content.decode()
    ruled = rule(matter, ben, Measure.PAUSE, until=now() + timedelta(days=7))

    assert "Amina Osei" in there
    assert ruled.author == amina
    assert [pause.person for pause in Pause.objects.all()] == [amina]
    assert {one.person for one in Credit.objects.filter(kind=CreditKind.COMPLAINT)} == {amina}


def test_a_steward_is_told_that_another_wrote_in_what_was_flagged_since(exchange, ben, carys, amina, dev):
    for one in (carys, amina):
        stand(one, exchange.community, Level.MEMBER)
    page = live(stories.start(stories.front(exchange), carys, "Stand-ups", TEXT), carys).page
    matter = flag(page, dev)
    live(stories.write(drafts.start(page, by=amina, at=now()), amina, f"{TEXT} Carys is a fool."), amina)

    said = browser_of(ben).get(reverse("moderation:matter", args=[matter.pk])).content.decode()

    assert "Changed since by Amina Osei" in " ".join(said.split())


def test_what_is_left_to_contributors_is_restored_by_nobody_else(exchange, ben, carys, amina, dev):
    for one in (carys, amina):
        stand(one, exchange.community, Level.MEMBER)
    page = live(stories.start(stories.front(exchange), carys, "Stand-ups", TEXT), carys).page
    live(stories.write(drafts.start(page, by=amina, at=now()), amina, f"{TEXT} Yes."), amina)
    rule(flag(page, dev), ben, Measure.RESTRICT, until=now() + timedelta(days=7))

    with pytest.raises(Refused, match="left this to contributors"):
        drafts.restore(page.editions.get(number=1), by=carys, at=now())
