"""Evidence as a file, and what stewards do about what a team says: looked through, handed out, hidden, taken out."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from apps.core.clock import now
from apps.moderation.actions import flagging, guidelines
from apps.moderation.actions.appealing import appeal, decide
from apps.moderation.choices import AppealOutcome, Measure
from apps.moderation.subjects import FLAGGABLE
from apps.pages.actions.files import DAYS_UNATTACHED, throw_away_orphans
from apps.pages.files import check
from apps.pages.models import Page
from apps.people.choices import Breadth
from apps.practice.actions import adoptions
from apps.practice.choices import Outcome, Use
from apps.practice.models import Adoption, AdoptionReport
from apps.practice.ranking import WEIGHTS, Tells
from apps.records.actions import SYSTEM
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Credit
from tests.exchange import open_exchange, stand
from tests.moderation.notes import rule
from tests.pages.files import samples
from tests.practice.test_adoption_screens import typed, use
from tests.practising import adopt, report, write_practice

pytestmark = pytest.mark.django_db
FIGURES = b"Year,Riders\n2024,120\n2025,180\n"


@pytest.fixture(autouse=True)
def _count_uploads_afresh():
    cache.clear()


def place(adoption):
    one = adoption.reports.get()
    return reverse("practice:adoption-evidence", args=[adoption.pk, one.pk, one.evidence_name])


def send(client, practice, content, name):
    return client.post(use(practice), typed(evidence=SimpleUploadedFile(name, content)))


def test_a_file_is_handed_out_to_be_saved_each_time_to_whoever_may_read_it(client, booking, carys, hal):
    guidelines.accept(by=carys, at=now())
    client.force_login(carys)
    assert send(client, booking, FIGURES, "Riders 2025.CSV").status_code == 302
    adoption = Adoption.objects.get()
    assert adoption.is_evidenced
    answer = client.get(place(adoption))
    assert b"".join(answer.streaming_content) == FIGURES
    said = {name: answer[name] for name in ("Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")}
    assert said == {
        "Content-Disposition": 'attachment; filename="riders-2025.csv"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    }
    client.force_login(hal)
    assert client.get(place(adoption)).status_code == 404
    # Nobody is handed it any more once the team took back what it said.
    adoptions.retract(adoption, because="These are not ours.", by=carys, at=now())
    client.force_login(carys)
    assert client.get(place(adoption)).status_code == 404


def test_evidence_for_few_is_handed_out_to_few(client, amina, ben, carys):
    practice = write_practice(open_exchange(amina, audience=Breadth.DIRECTORATE), amina)
    guidelines.accept(by=ben, at=now())
    file = check(FIGURES, "riders.csv")
    adoption = adoptions.report(practice, report(ben, evidence=file), by=ben, at=now())
    for person, status in ((amina, 200), (carys, 404)):
        client.force_login(person)
        assert client.get(place(adoption)).status_code == status


@pytest.mark.parametrize(
    ("content", "name"), [(b"MZ\x90\x00", "riders.csv"), (b"<svg onload=alert(1)>", "chart.png"), (b"", "empty.txt")]
)
def test_what_is_no_such_file_is_refused_by_what_it_holds(client, booking, carys, content, name):
    guidelines.accept(by=carys, at=now())
    client.force_login(carys)
    answer = send(client, booking, content, name)
    assert (answer.status_code, Adoption.objects.count()) == (422, 0)
    assert "evidence" in answer.context["form"].errors


def test_a_file_stays_as_long_as_what_it_is_evidence_of(booking, carys):
    adopt(booking, carys, evidence=check(samples.image(), "chart.png"))
    later = now().replace(year=now().year + 2)
    assert DAYS_UNATTACHED < 365
    assert throw_away_orphans(later) == 0


def test_what_stewards_hide_neither_shows_nor_ranks_until_they_show_it(client, booking, carys, amina):
    adoption = adopt(booking, carys)
    kind, about = FLAGGABLE["practice.adoption"], str(adoption.pk)
    worth = WEIGHTS[Tells.HELPED][0]
    client.force_login(amina)
    for act, points, status in ((kind.hide, 0, 404), (kind.show, worth, 200)):
        act(about, now())
        booking.refresh_from_db()
        assert booking.points == points
        assert client.get(adoption.get_absolute_url()).status_code == status
    kind.hide(about, now())
    client.force_login(carys)
    page = client.get(reverse("practice:use", args=[booking.pk])).content.decode()
    assert "Appeal against that" in page
    assert adoption.get_absolute_url() not in page
    kind.show(about, now())
    assert kind.measures == {Measure.NONE, Measure.WARN, Measure.HIDE, Measure.REDACT, Measure.PAUSE}
    assert list(kind.seen_by(amina, [about])) == [about]


def test_a_ruling_that_hides_it_takes_what_it_earned_and_an_appeal_gives_it_back(booking, carys, amina, ben, dev, hire):
    adoption = adopt(booking, carys)
    earned = Credit.objects.filter(kind=CreditKind.ADOPTION, about_id=str(adoption.pk), void_at=None)
    [writer] = earned.values_list("person__name", flat=True)
    stand(dev, booking.page.space.community, Level.STEWARD)
    matter = flagging.flag("practice.adoption", str(adoption.pk), rule="consistent", because="Rude.", by=ben, at=now())
    ruled = rule(matter.matter, dev)
    assert not earned.exists()

    again = appeal(ruled, because="It is so.", by=carys, at=now())
    fair = stand(hire("Flora Bell", "EO"), booking.page.space.community, Level.STEWARD)
    decide(again, outcome=AppealOutcome.OVERTURNED, answer="It is.", by=fair, at=now())

    assert [writer] == list(earned.values_list("person__name", flat=True))


def test_words_are_taken_out_of_every_report(booking, carys):
    adopt(booking, carys, what_happened="Ask Ms Smith.", evidence_link="https://example.gov.uk/Ms Smith")
    adoption = adopt(booking, carys, use=Use.DROPPED, outcome=Outcome.WORSE, what_happened="Ms Smith left.")
    kind = FLAGGABLE["practice.adoption"]
    assert "Ms Smith left." in kind.found([str(adoption.pk)])[str(adoption.pk)].text
    assert kind.redact(str(adoption.pk), "Ms Smith", SYSTEM, now()) == 3
    said = AdoptionReport.objects.order_by("pk").values_list("what_happened", "evidence_link")
    assert list(said) == [("Ask [taken out].", ""), ("[taken out] left.", "https://www.example.gov.uk/figures")]


def test_evidence_that_was_taken_out_ranks_nothing_any_more(booking, carys):
    adoption = adopt(booking, carys, evidence_words="Ms Smith")
    kind, about = FLAGGABLE["practice.adoption"], str(adoption.pk)
    for words, points in (("example", WEIGHTS[Tells.HELPED][0]), ("Ms Smith", WEIGHTS[Tells.HELPED][1])):
        with transaction.atomic():
            kind.redact(about, words, SYSTEM, now())
        booking.refresh_from_db()
        assert booking.points == points


@pytest.mark.parametrize("words", ["  ", "\n\n", "\u200b", "…"])
def test_nothing_to_read_is_no_evidence(booking, carys, words):
    adoption = adopt(booking, carys, evidence_link="", evidence_words=words)
    assert not adoption.is_evidenced


def test_a_steward_who_may_not_read_the_practice_is_not_shown_what_teams_do_with_it(booking, carys, ben, government):
    adoption = adopt(booking, carys)
    Page.objects.filter(pk=booking.page_id).update(audience_unit=government.transport)
    thing = FLAGGABLE["practice.adoption"].found([str(adoption.pk)])[str(adoption.pk)]
    assert (thing.is_read_by(ben), thing.is_read_by(carys)) == (True, False)


def test_what_was_taken_back_stays_so_when_the_team_says_something_else(client, booking, carys, gwen):
    adoption = adopt(booking, carys, what_happened="In error.", evidence=check(FIGURES, "riders.csv"))
    adoptions.retract(adoption, because="These are not ours.", by=carys, at=now())
    adopt(booking, carys)
    client.force_login(gwen)
    for name, pk in (("adoption", adoption.pk), ("practice", booking.pk), ("uses", booking.pk)):
        page = client.get(reverse(f"practice:{name}", args=[pk]))
        assert (page.status_code, b"In error." in page.content) == (200, False)
    first = adoption.reports.get(evidence_name="riders.csv")
    assert (
        client.get(reverse("practice:adoption-evidence", args=[adoption.pk, first.pk, "riders.csv"])).status_code == 404
    )
    assert "In error." not in FLAGGABLE["practice.adoption"].found([str(adoption.pk)])[str(adoption.pk)].text
    client.force_login(carys)
    assert client.get(adoption.get_absolute_url()).context["seen"] == 2
