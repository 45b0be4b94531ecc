"""Changing one's mind about a draft that was discarded."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import commenting
from apps.clearance.actions.commenting import Remark
from apps.clearance.actions.fact_checks import Question, ask
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.actions.absorbing import absorb
from apps.pages.actions.moving import move_page
from apps.pages.actions.reopening import reopen
from apps.pages.anchors import Span
from apps.pages.choices import CommentKind, DraftState
from apps.pages.models import Draft, DraftSave, Page, Space
from apps.pages.queries.pages import writers_of
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories


@pytest.fixture
def draft(space: Space, amina: Person, ben: Person) -> Draft:
    """A draft of a new page in which both have written."""
    return stories.write(stories.start(stories.front(space), amina), ben, "Fares are capped at three pounds.")


def afresh(draft: Draft) -> Draft:
    return Draft.objects.select_related("space__unit", "page__space__unit", "parent__space__unit").get(pk=draft.pk)


def discarded(draft: Draft, by: Person) -> Draft:
    return afresh(drafts.discard(draft, by=by, at=now()))


def said(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def told(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_a_draft_discarded_by_mistake_is_taken_up_again_with_all_that_was_in_it(
    draft: Draft, client: Client, amina: Person, ben: Person, django_capture_on_commit_callbacks
) -> None:
    client.force_login(ben)
    assert "30 days to change your minds" in said(client.get(reverse("pages:draft-discard", args=[draft.pk])))
    with django_capture_on_commit_callbacks(execute=True):
        gone = client.post(reverse("pages:draft-discard", args=[draft.pk]), follow=True)
    assert f"{ben} discarded this draft on" in said(gone)
    assert "Take this draft up again" in said(gone)
    assert (told(amina), told(ben)) == ([NoticeKind.DISCARDED], [])
    assert "was discarded by somebody, and can be taken up again for 30 days" in mail.outbox[-1].body

    client.force_login(amina)
    listed = said(client.get(reverse("pages:space-discarded", args=[draft.space_id])))
    assert draft.get_absolute_url() in listed
    assert "Can be taken up again until" in listed
    back = client.post(reverse("pages:draft-reopen", args=[draft.pk]), follow=True)
    assert "The draft is open again, with everything that was in it." in said(back)
    again = afresh(draft)
    assert (again.state, again.discarded_by, again.discarded_at, again.version, again.body) == (
        DraftState.DRAFT,
        None,
        None,
        2,
        "Fares are capped at three pounds.",
    )
    assert told(ben) == [NoticeKind.TAKEN_UP]
    assert Event.objects.latest("sequence").verb == "pages.draft_reopened"
    assert DraftSave.objects.filter(draft=draft).count() == 3
    stories.write(again, amina, "And we go on.")
    assert set(writers_of(again)) == {amina, ben}


def test_it_stays_closed_after_thirty_days(draft: Draft, amina: Person, client: Client) -> None:
    gone = discarded(draft, amina)
    assert gone.discarded_at is not None
    last = gone.discarded_at + timedelta(days=30)
    with pytest.raises(Refused, match="more than 30 days ago"):
        reopen(gone, by=amina, at=last + timedelta(seconds=1))
    assert reopen(gone, by=amina, at=last).state == DraftState.DRAFT
    with pytest.raises(Refused, match="not discarded"):
        reopen(gone, by=amina, at=last)


def test_it_stays_closed_where_its_place_was_taken(fares: Page, amina: Person, ben: Person) -> None:
    change = discarded(drafts.start(fares, by=amina, at=now()), amina)
    other = drafts.start(fares, by=amina, at=now())
    with pytest.raises(Refused, match="Another draft of the same page"):
        reopen(change, by=amina, at=now())
    drafts.discard(other, by=amina, at=now())
    assert reopen(change, by=amina, at=now()).is_open

    # Fares was published before at that address, and there is a draft of Passes beside one that was given up.
    passes = stories.start(stories.front(fares.space), amina, "Passes")
    first = discarded(passes, amina)
    second = stories.start(stories.front(fares.space), amina, "Passes")
    with pytest.raises(Refused, match="Another draft of the same page"):
        reopen(first, by=amina, at=now())
    third = discarded(second, amina)
    stories.publish(stories.front(fares.space), amina, ben, "Passes")
    with pytest.raises(Refused, match="A page has been published at the address"):
        reopen(third, by=amina, at=now())


def test_only_a_member_takes_it_up_again(draft: Draft, amina: Person, fay: Person, client: Client) -> None:
    gone = discarded(draft, amina)
    with pytest.raises(Refused, match="Only people posted in"):
        reopen(gone, by=fay, at=now())
    client.force_login(fay)
    assert client.post(reverse("pages:draft-reopen", args=[draft.pk])).status_code == 404
    assert client.get(reverse("pages:space-discarded", args=[draft.space_id])).status_code == 404


def test_a_draft_whose_page_was_merged_elsewhere_stays_closed(fares: Page, amina: Person, client: Client) -> None:
    draft = drafts.start(fares, by=amina, at=now())
    drafts.move(draft, DraftState.DISCARDED)
    with pytest.raises(Refused, match="merged into another one"):
        reopen(afresh(draft), by=amina, at=now())
    client.force_login(amina)
    assert "merged into another one" in said(client.get(draft.get_absolute_url()))


def test_what_was_said_about_it_and_asked_is_there_again(
    space: Space, client: Client, amina: Person, ben: Person
) -> None:
    draft = stories.start(stories.front(space), amina)
    stories.write(draft, amina, draft.body, audience=Breadth.DEPARTMENT)
    draft = afresh(draft)
    commenting.comment(draft, Remark(CommentKind.NOTE, "Why two?", draft.version, Span(0, 5)), by=ben, at=now())
    check, _ = ask(draft, Question("Rhys Powell", "rhys@university.example", "Is it two?", 14), by=amina, at=now())
    gone = discarded(draft, amina)
    check.refresh_from_db()
    assert not check.is_open_at(now())
    reopen(gone, by=amina, at=now())
    check = type(check).objects.get(pk=check.pk)
    assert check.is_open_at(now())
    client.force_login(ben)
    assert "Why two?" in said(client.get(reverse("clearance:comments", args=[draft.pk])))


def test_it_goes_where_its_page_has_moved(fares: Page, amina: Person, ben: Person) -> None:
    gone = discarded(drafts.start(fares, by=amina, at=now()), amina)
    other = stories.open_space(amina, "Taxis")
    move_page(fares, under=stories.front(other), by=amina, at=now(), because="It is about taxis.")
    assert reopen(gone, by=ben, at=now()).space == other


def test_a_merger_that_is_no_longer_allowed_is_left_out(
    fares: Page, amina: Person, ben: Person, hire: Callable[[str, str], Person]
) -> None:
    other = stories.publish(stories.front(fares.space), amina, ben, "Passes", "Passes are free.")
    draft = absorb(fares, other, by=amina, at=now())
    gone = discarded(draft, amina)
    again = reopen(gone, by=amina, at=now())
    assert again.absorbs == other

    gone = discarded(afresh(again), amina)
    third = stories.publish(stories.front(fares.space), amina, ben, "Tickets", "Tickets cost two pounds.")
    absorb(third, other, by=amina, at=now())
    again = reopen(gone, by=amina, at=now())
    assert (again.absorbs, "Passes are free." in again.body) == (None, True)


def test_whoever_wrote_in_a_discarded_draft_stays_barred(draft: Draft, amina: Person, ben: Person) -> None:
    discarded(draft, amina)
    again = stories.start(stories.front(draft.space), amina)
    assert ben in writers_of(again)
