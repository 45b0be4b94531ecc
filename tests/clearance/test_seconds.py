"""The second pair of eyes in an emergency: who it may be, and that nobody reviews their own words."""

from datetime import timedelta

import pytest

from apps.clearance.actions import deciding, emergencies
from apps.clearance.choices import EmergencyState, SubmissionState, WhyVoid
from apps.clearance.models import Delegation, Emergency
from apps.clearance.queries.emergencies import could_be_second
from apps.clearance.rules.submissions import may_decide
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.models import Draft, Imprint
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import leave
from tests.emergencies import page_of, rush

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_law_3_nobody_who_wrote_is_the_second_nor_decides(urgent, fares, amina, ben, hire):
    """The publisher, a writer, who wrote in a draft given up before, and who declared an interest."""
    writer, earlier, lent = hire("Wyn Rees", "G7"), hire("Una Shaw", "G7"), hire("Lee Fox", "G7")
    stories.write(Draft.objects.get(pk=urgent.pk), writer, "All fares are suspended today.")
    drafts.discard(urgent, by=amina, at=now())
    second = stories.write(drafts.start(fares, by=earlier, at=now()), earlier, "Suspended until further notice.")
    second = stories.write(second, amina, "All fares are suspended.")
    for barred in (amina, writer, earlier):
        with pytest.raises(Refused, match="cannot be the second pair of eyes"):
            rush(second, ben, barred)
    with pytest.raises(Refused, match="Ben Hughes cannot be the second"):
        rush(second, ben, ben)
    assert [post.person for post in could_be_second(second, by=ben, at=now())] == [lent]
    emergency = rush(second, ben, lent)
    for barred in (amina, ben, writer, earlier):
        assert "You wrote in this draft" in may_decide(barred, emergency.submission, now()).reason
        Delegation.objects.create(
            giver=lent, receiver=barred, starts_at=now() - DAY, ends_at=now() + DAY, because="Away.", made_at=now()
        )
        with pytest.raises(Refused, match="You wrote in this draft"):
            deciding.clear(emergency.submission, by=barred, at=now())
    deciding.clear(emergency.submission, by=lent, at=now())


def test_a_delegate_of_the_second_may_review(urgent, amina, ben, fay):
    emergency = rush(urgent, amina, ben)
    assert "no such post" in may_decide(fay, emergency.submission, now()).reason
    Delegation.objects.create(
        giver=ben, receiver=fay, starts_at=now() - DAY, ends_at=now() + DAY, because="Away.", made_at=now()
    )
    deciding.clear(emergency.submission, by=fay, at=now())
    assert page_of(emergency).edition.clearances[0]["on_behalf_of"] == "Ben Hughes"


def test_whoever_wrote_what_was_never_cleared_clears_no_later_text_that_holds_it(urgent, fares, amina, ben, hire):
    """Ben wrote what was published unreviewed; a colleague's small change on top of it is not his to clear."""
    lent = hire("Lee Fox", "G7")
    draft = stories.write(Draft.objects.get(pk=urgent.pk), ben, "Ben says all fares are suspended.")
    emergency = rush(draft, amina, lent)
    page = page_of(emergency)
    change = stories.write(drafts.start(page, by=amina, at=now()), amina, "Ben says all fares are suspended!")
    later = stories.submit(change, amina)
    with pytest.raises(Refused, match="You wrote in this draft"):
        deciding.clear(later, by=ben, at=now())
    deciding.clear(later, by=lent, at=now())
    emergency.refresh_from_db()
    assert (emergency.state, emergency.submission.state) == (EmergencyState.OVERTAKEN, SubmissionState.VOID)
    assert emergency.submission.outcome == WhyVoid.LATER.label
    # From there on Ben's words have been cleared.
    change = stories.write(drafts.start(page_of(emergency), by=amina, at=now()), amina, "Fares are back.")
    deciding.clear(stories.submit(change, amina), by=ben, at=now())


def test_words_that_were_refused_stay_their_writers_words(urgent, fares, amina, ben, hire):
    lent = hire("Lee Fox", "G7")
    draft = stories.write(Draft.objects.get(pk=urgent.pk), ben, "Ben says all fares are suspended.")
    emergency = rush(draft, amina, lent)
    deciding.send_back(emergency.submission, because="No.", by=lent, at=now())
    again = stories.write(drafts.start(page_of(emergency), by=amina, at=now()), amina, draft.body)
    with pytest.raises(Refused, match="You wrote in this draft"):
        deciding.clear(stories.submit(again, amina), by=ben, at=now())


def test_another_second_is_named_by_the_publisher_or_an_administrator(urgent, amina, ben, fay, ines, hire):
    writer, other = hire("Wyn Rees", "G7"), hire("Lee Fox", "G7")
    stories.write(Draft.objects.get(pk=urgent.pk), writer, "All fares are suspended today.")
    emergency = rush(urgent, amina, ben)
    with pytest.raises(Refused, match="Only whoever published this"):
        emergencies.name_another(emergency, other, because="Ben is away.", by=ben, at=now())
    with pytest.raises(Refused, match="Wyn Rees cannot be the second"):
        emergencies.name_another(emergency, writer, because="Ben is away.", by=amina, at=now())
    before = Imprint.objects.get().number
    emergencies.name_another(emergency, other, because="Ben is away.", by=amina, at=now())
    emergency = Emergency.objects.get(pk=emergency.pk)
    assert (emergency.second, emergency.submission.seats.get().person) == (other, other)
    assert Notice.objects.filter(person=other).latest("pk").kind == "EMERGENCY"
    assert Event.objects.get(verb="clearance.second_named").because == "Ben is away."
    assert Imprint.objects.get().number > before
    emergencies.name_another(emergency, fay, because="Lee is away too.", by=ines, at=now())
    with pytest.raises(Refused, match="no such post"):
        deciding.clear(emergency.submission, by=other, at=now())
    deciding.clear(emergency.submission, by=fay, at=now())
    with pytest.raises(Refused, match="no longer waiting"):
        emergencies.name_another(emergency, other, because="Again.", by=amina, at=now())


def test_somebody_who_left_is_not_offered(urgent, amina, ben, hire):
    gone = leave(hire("Wyn Rees", "G7"))
    Person.objects.filter(pk=hire("Una Shaw", "G7").pk).update(is_active=False)
    assert [post.person for post in could_be_second(urgent, by=amina, at=now())] == [ben]
    with pytest.raises(Refused, match="Wyn Rees cannot be"):
        rush(urgent, amina, gone)
