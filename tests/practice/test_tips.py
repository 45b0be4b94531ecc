"""Somebody new writes a tip in one form, and it is on its way; whoever earned standing sees it published at once."""

import pytest
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.clearance.actions.on_standing import hand_in
from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.models import Acceptance
from apps.pages.actions import drafts
from apps.pages.choices import DraftState
from apps.pages.models import Draft
from apps.people.choices import Breadth
from apps.practice import heads
from apps.practice.actions import practices
from apps.practice.actions.tips import Tip, give
from apps.practice.models import Filing, Practice, Profession, Topic
from apps.records.models import Event
from apps.trust.choices import Level
from tests import stories
from tests.cast import post
from tests.exchange import stand
from tests.practising import cover

pytestmark = pytest.mark.django_db
HEAD = {
    "problem": "Nobody knew *when* a bus came.",
    "did": "We asked the drivers.",
    "contact": "Bus desk, Sea Defences",
}


def typed(**said):
    topic = Topic.objects.get(slug="plain-language")
    usual = {"title": "Ask the drivers", **HEAD, "voice": "PERSONAL", "interest": "I drive a bus.", "accepts": "on"}
    return usual | {"topics": [topic.pk], "profession": Profession.objects.get(slug="policy").pk} | said


def tip(team, **said):
    return Tip(**{"title": "Ask the drivers", "head": HEAD, "team": team, "voice": "OFFICIAL", **said})


def filed(one):
    return [[str(row) for row in rows.all()] for rows in (one.topics, one.professions)]


def test_a_newcomer_sends_a_tip_in_one_form_and_a_steward_publishes_it(exchange, amina, carys, government, client):
    client.force_login(carys)
    sent = client.post(reverse("practice:tip", args=[exchange.pk]), typed())
    draft = Draft.objects.get(title="Ask the drivers")
    assert (sent.status_code, sent.url) == (302, reverse("practice:tip-given", args=[exchange.pk, draft.pk]))
    assert (draft.state, draft.parent) == (DraftState.IN_REVIEW, stories.front(exchange))
    assert draft.body.startswith("## The problem\n\nNobody knew *when* a bus came.\n\n## What we did")
    assert Acceptance.objects.filter(person=carys).exists()
    assert "A steward of What works reads it" in client.get(sent.url).content.decode()
    deciding.clear(Submission.objects.get(), by=amina, at=now())
    made = Practice.objects.select_related("page__edition", "team").get()
    assert (made.team, made.problem, made.contact) == (
        government.sea_defences,
        "Nobody knew when a bus came.",
        HEAD["contact"],
    )
    assert (made.voice, made.interest, filed(made)) == ("PERSONAL", "I drive a bus.", [["Plain language"], ["Policy"]])
    assert made.first_published_at == made.alive_at == made.page.edition.published_at
    assert "Your tip is published" in client.get(sent.url).content.decode()


def test_the_post_of_whoever_wrote_it_looks_after_it_where_it_may(exchange, carys, government):
    stand(carys, exchange.community, Level.MEMBER)
    page = give(exchange, tip(government.sea_defences), by=carys, at=now()).page
    assert (page.owner, page.owner_post) == (government.sea_defences, "Senior policy adviser")


def test_a_members_tip_is_published_at_once(exchange, carys, government, client):
    stand(carys, exchange.community, Level.MEMBER)
    client.force_login(carys)
    sent = client.post(reverse("practice:tip", args=[exchange.pk]), typed())
    made = Practice.objects.get(page__title="Ask the drivers")
    assert (made.page.edition.on_standing, made.team) == (True, government.sea_defences)
    said = client.get(sent.url).content.decode()
    assert "Your tip is published" in said
    assert reverse("practice:practice", args=[made.pk]) in said
    assert reverse("practice:practice", args=[made.pk]) in client.get(made.page.get_absolute_url()).content.decode()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(exchange, carys, client):
    client.force_login(carys)
    wrong = typed(title="", did="```\nnever closed", happened="It got better.", voice="")
    answer = client.post(reverse("practice:tip", args=[exchange.pk]), wrong)
    said = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("Enter your tip in a line", "would take in the ones after it", "Select how you are writing"):
        assert sentence in said
    for words in (HEAD["problem"], "never closed", "It got better.", "I drive a bus."):
        assert words in said
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "words", ["# Buses\n\nNobody knew.", "Buses\n---\nNobody knew.", "Buses.\n\n### Contact\n\nNobody."]
)
def test_a_heading_of_ones_own_breaks_no_tip(exchange, carys, client, words):
    client.force_login(carys)
    sent = client.post(reverse("practice:tip", args=[exchange.pk]), typed(problem=words))
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["problem"])
    assert "would end this part of the tip" in sent.content.decode()
    fine = client.post(reverse("practice:tip", args=[exchange.pk]), typed(problem="Buses.\n\n### In May\n\nLate."))
    assert fine.status_code == 302


@pytest.mark.parametrize(
    ("said", "wrong"),
    [({"problem": "[x]: http://a"}, "problem"), ({"did": "***"}, "did"), ({"topics": [10**30]}, "topics")],
)
def test_what_comes_to_nothing_is_asked_for_again(exchange, carys, client, said, wrong):
    client.force_login(carys)
    sent = client.post(reverse("practice:tip", args=[exchange.pk]), typed(**said))
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, [wrong])


def test_a_title_that_is_taken_names_no_draft_for_fewer(exchange, amina, ben, carys, client):
    draft = stories.start(stories.front(exchange), amina, "Closing (the depots)")
    stories.write(draft, amina, "Which ones.", audience=Breadth.DIRECTORATE)
    for person, title, reason in (
        (carys, "Closing the depots", "There is an open draft at that address. Choose a different title."),
        (carys, "Closing (the depots)", "There is an open draft at that address. Choose a different title."),
        (ben, "Closing the depots", "called ‘Closing (the depots)’. Choose a different title."),
    ):
        client.force_login(person)
        sent = client.post(reverse("practice:tip", args=[exchange.pk]), typed(title=title))
        assert sent.context["form"].non_field_errors()[0].endswith(reason)


def test_two_tips_of_one_name_are_not_mixed_up_and_nothing_is_half_done(exchange, carys, dev, government, client):
    give(exchange, tip(government.sea_defences), by=carys, at=now())
    client.force_login(dev)
    answer = client.post(reverse("practice:tip", args=[exchange.pk]), typed())
    assert (answer.status_code, "Choose a different title" in answer.content.decode()) == (422, True)
    assert (Draft.objects.count(), Filing.objects.count()) == (1, 1)


def test_somebody_in_two_teams_says_whose_practice_it_is(exchange, carys, government, client):
    post(carys, government.legal, "SEO", "Lawyer")
    client.force_login(carys)
    address = reverse("practice:tip", args=[exchange.pk])
    assert "Select one of your teams" in client.post(address, typed()).content.decode()
    client.post(address, typed(team=government.legal.pk))
    assert Filing.objects.get().team == government.legal
    with pytest.raises(Refused, match="no post in Shoreline"):
        give(exchange, tip(government.shoreline, title="Another"), by=carys, at=now())


def test_nobody_gives_tips_to_policy(space, amina, government, client):
    client.force_login(amina)
    assert client.get(reverse("practice:tip", args=[space.pk])).status_code == 404
    with pytest.raises(Refused, match="practice spaces"):
        give(space, tip(government.rural_transport), by=amina, at=now())


def test_a_page_stays_a_practice_when_people_change_it_as_they_like(exchange, amina, dev):
    stand(dev, exchange.community, Level.MEMBER)
    made = Practice.objects.get(page=give(exchange, tip(dev.postings.get().unit), by=dev, at=now()).page)
    draft = drafts.start(made.page, by=dev, at=now())
    draft = stories.write(draft, dev, "## What we did\n\nWe asked again.\n\n### CONTACT\n\nBus desk")
    hand_in(draft, cover(), version=draft.version, by=dev, at=now())
    made.refresh_from_db()
    assert (made.problem, made.contact) == ("", "Bus desk")
    assert made.alive_at > made.first_published_at


def test_neither_policy_nor_a_page_without_a_problem_becomes_a_practice(exchange, fares, amina, ben, dev):
    stand(dev, exchange.community, Level.MEMBER)
    draft = stories.start(stories.front(exchange), dev, "Who we are", "We swap what works.")
    hand_in(draft, cover(), version=draft.version, by=dev, at=now())
    stories.revise(fares, amina, ben, heads.body_of(HEAD))
    assert not Practice.objects.exists()


def test_whoever_may_write_there_files_it_afresh_on_the_record(booking, carys, client):
    client.force_login(carys)
    topics = Topic.objects.filter(slug__in=["meetings", "plain-language"])
    address = reverse("practice:file", args=[booking.pk])
    answer = client.post(address, {"topics": [topic.pk for topic in topics]})
    assert (answer.status_code, filed(booking)) == (302, [["Meetings", "Plain language"], []])
    event = Event.objects.get(verb="practice.filed")
    assert event.details == {"topics": ["Meetings", "Plain language"], "professions": []}
    assert client.post(address, {"topics": [999999]}).status_code == 422


def test_what_whoever_holds_no_post_would_file_is_refused(booking, erin):
    with pytest.raises(Refused, match="is for can write in it"):
        practices.file(booking, [], [], by=erin, at=now())
