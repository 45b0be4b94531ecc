"""The form in which a team says what it does with a practice, and what readers see of it."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.practice.choices import Outcome, Use
from apps.practice.models import Adoption, AdoptionReport
from apps.practice.queries.adoptions import why_ranked
from tests.cast import post
from tests.practising import FIGURES, adopt

pytestmark = pytest.mark.django_db


def typed(**said):
    today = localdate()
    since = {"since_day": today.day, "since_month": today.month, "since_year": today.year}
    return {"use": Use.ADAPTED, "outcome": Outcome.BETTER, "seen": 0, "voice": "OFFICIAL", **since, **said}


def use(practice):
    return reverse("practice:use", args=[practice.pk])


def test_a_team_says_that_it_uses_it_and_everybody_reads_so(client, booking, carys):
    client.force_login(carys)
    said = typed(what_happened="Fewer <b>empty</b> buses.", evidence_link=FIGURES, accepts="on")
    answer = client.post(use(booking), said, follow=True)
    adoption = Adoption.objects.get()
    assert answer.redirect_chain == [(adoption.get_absolute_url(), 302)]
    assert (adoption.use, adoption.is_evidenced, adoption.reported_by) == (Use.ADAPTED, True, carys)
    assert b"Fewer &lt;b&gt;empty&lt;/b&gt; buses." in answer.content
    listed = client.get(reverse("practice:practice", args=[booking.pk])).content.decode()
    assert "1 team uses it." in " ".join(listed.split())
    assert "In use, changed" in listed


def test_what_did_not_work_is_shown_like_the_rest_and_a_plan_needs_no_outcome(client, booking, carys, gwen):
    adopt(booking, carys, use=Use.DROPPED, outcome=Outcome.WORSE)
    client.force_login(gwen)
    plan = {"use": Use.PLANNED, "seen": 0, "voice": "OFFICIAL", "accepts": "on"}
    assert client.post(use(booking), plan).status_code == 302
    page = client.get(reverse("practice:uses", args=[booking.pk])).content.decode()
    assert "No team uses it; it did not work in 1; 1 plans to use it." in " ".join(page.split())
    assert "Did not work there" in page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, booking, carys):
    client.force_login(carys)
    answer = client.post(use(booking), {"use": Use.ADOPTED, "what_happened": "It helped.", "evidence_link": "here"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "outcome": ["Select what came of it"],
        "since": ["Enter since when"],
        "evidence_link": ["Enter a link that starts with https:// or http://"],
        "seen": ["This field is required."],
        "voice": ["Select how you are writing"],
        "accepts": ["Confirm that you have read the guidelines and will follow them"],
    }
    assert b"It helped." in answer.content
    assert Adoption.objects.count() == 0


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://example.org/x"])
def test_a_link_that_is_none_is_refused(client, booking, carys, link):
    guidelines.accept(by=carys, at=now())
    client.force_login(carys)
    answer = client.post(use(booking), typed(evidence_link=link))
    assert (answer.status_code, Adoption.objects.count()) == (422, 0)


def test_whoever_sends_what_a_colleague_said_first_keeps_what_they_typed_and_reads_it(client, booking, amina, ben):
    adopt(booking, amina)
    guidelines.accept(by=ben, at=now())
    client.force_login(ben)
    answer = client.post(use(booking), typed(what_happened="As I saw it."))
    assert answer.status_code == 422
    assert "Somebody of Rural Transport said something else" in answer.content.decode()
    seen = answer.context["form"]["seen"].value()
    assert client.post(use(booking), typed(what_happened="As I saw it.", seen=seen)).status_code == 302
    assert AdoptionReport.objects.count() == 2


def test_whoever_is_posted_in_two_teams_says_for_which(client, booking, carys, government):
    post(carys, government.bus_services, "SEO", "Adviser")
    adopt_for = f"{use(booking)}?team={government.sea_defences.pk}"
    guidelines.accept(by=carys, at=now())
    client.force_login(carys)
    assert adopt_for in client.get(use(booking)).content.decode()
    client.post(adopt_for, typed())
    assert Adoption.objects.get().team == government.sea_defences
    for elsewhere in (government.rural_transport.pk, "9" * 30, "x"):
        assert client.get(f"{use(booking)}?team={elsewhere}").status_code == 404


def test_still_so_takes_one_click_and_taking_back_a_reason(client, booking, carys, amina):
    adoption = adopt(booking, carys)
    client.force_login(carys)
    still = reverse("practice:adoption-still", args=[adoption.pk])
    assert client.post(still, {"seen": 1}).status_code == 302
    # A second click on the same page says nothing new.
    assert client.post(still, {"seen": 1}).status_code == 409
    assert adoption.reports.count() == 2
    back = reverse("practice:adoption-retract", args=[adoption.pk])
    assert client.post(back, {"because": " "}).status_code == 422
    assert client.post(back, {"because": "Another team."}).status_code == 302
    assert client.get(adoption.get_absolute_url()).status_code == 404


def test_the_sum_on_the_page_is_what_ranks_it(client, booking, carys, gwen, dev):
    for person, said in ((carys, {}), (gwen, {"evidence_link": ""}), (dev, {})):
        adopt(booking, person, **said)
    booking.refresh_from_db()
    reckoning, shown = why_ranked(booking, at=now())
    assert booking.points == reckoning.points == sum(one.line.points for one in shown) + reckoning.points_for_thanks
    client.force_login(carys)
    page = client.get(booking.get_ranking_url()).content.decode()
    assert f"<strong>{booking.points:.2f}</strong>" in page
    assert page.count("Its own unit or writer: none") == 2
    formula = client.get(reverse("practice:ranking")).content.decode()
    assert "loses half of its worth in 365 days" in formula


def test_whoever_wrote_it_sees_on_their_path_which_practice_it_was(client, booking, exchange, carys, amina):
    adopt(booking, carys)
    client.force_login(amina)
    path = client.get(reverse("trust:mine", args=[exchange.community.slug])).content.decode()
    assert f'<a class="govuk-link" href="{booking.page.get_absolute_url()}">{booking}</a>' in path
