"""Every published page is owned by a post, and somebody always answers for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.core.months import months_after
from apps.core.rules import Refused, StateChanged
from apps.notices.models import Notice
from apps.pages.actions.owners import confirm, hand_over
from apps.pages.models import Page
from apps.pages.queries.owners import answer_for, owned_by, owner_of, vacant
from apps.people.actions import change_access, end_posting
from apps.people.models import Person, Posting
from apps.people.queries import OwnerPost
from apps.records.models import Event
from tests import stories
from tests.cast import Government, leave, post

WHY = "Buses are theirs now."


def names(page: Page) -> list[str]:
    return [person.name for person in answer_for(page, at=now()).people]


def told(person: Person) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", "about_id"))


def due(page: Page, days: int) -> Page:
    """The page with its review so many days away."""
    Page.objects.filter(pk=page.pk).update(review_by=localdate() + timedelta(days=days))
    page.refresh_from_db()
    return page


@pytest.fixture
def page(ben: Person, fares: Page) -> Page:
    """Fares, owned by the post that led the team when it was published: Ben's."""
    Notice.objects.all().delete()
    return Page.objects.select_related("owner", "audience_unit", "space__unit", "edition").get(pk=fares.pk)


def test_a_new_page_is_owned_by_the_post_that_leads_the_unit_of_its_space(page: Page, government: Government):
    assert (page.owner, page.owner_post) == (government.rural_transport, "Head of rural transport")
    assert str(owner_of(page)) == "Head of rural transport, Rural Transport"
    assert names(page) == ["Ben Hughes"]
    assert answer_for(page, at=now()).is_held


def test_no_page_is_left_without_an_owner_however_many_leave(
    page: Page, amina: Person, ben: Person, fay: Person, gwen: Person
):
    answered = [names(page)]
    for person in (ben, amina, fay, gwen):
        leave(person)
        answered.append(names(page))
    assert answered == [["Ben Hughes"], ["Amina Osei"], ["Fay Campbell"], ["Gwen Okafor"], []]
    assert not answer_for(page, at=now()).is_held


def test_the_page_follows_the_post_to_whoever_holds_it_next(page: Page, ben: Person, carys: Person):
    leave(ben)
    post(carys, page.owner, "SEO", "head of rural transport")
    assert names(page) == ["Carys Pritchard"]
    assert owner_of(page).title == "Head of rural transport"


def test_several_who_hold_the_post_answer_together(page: Page, hire: Callable[[str, str], Person], ben: Person):
    Page.objects.filter(pk=page.pk).update(owner_post="Policy adviser")
    page.refresh_from_db()
    hire("Jo Blake", "EO")
    assert names(page) == ["Amina Osei", "Jo Blake"]


def test_without_a_title_it_is_whoever_leads_the_unit(page: Page, ben: Person, fay: Person):
    Page.objects.filter(pk=page.pk).update(owner_post="")
    page.refresh_from_db()
    assert (names(page), str(owner_of(page))) == (["Ben Hughes"], "Whoever leads Rural Transport")
    Posting.objects.filter(unit=page.owner).update(ends_at=now())
    assert names(page) == ["Fay Campbell"]


def test_whoever_may_not_sign_in_any_more_answers_for_nothing(page: Page, amina: Person, ben: Person, ines: Person):
    change_access(ben, may_sign_in=False, by=ines, at=now(), because="Suspended.")
    assert names(page) == ["Amina Osei"]


def test_ending_a_posting_leaves_its_pages_as_they_were(page: Page, ben: Person, amina: Person, ines: Person):
    end_posting(ben.postings.get(), ends_at=now(), by=ines, at=now(), because="Promoted.")
    page.refresh_from_db()
    assert page.owner_post == "Head of rural transport"
    assert [str(answer.post) for answer in vacant(Page.objects.all(), at=now())] == [str(owner_of(page))]
    assert list(owned_by(amina, at=now())) == [page, page.parent]


def test_a_page_that_is_still_right_is_confirmed_at_one_press(page: Page, ben: Person, client: Client):
    due(page, -1)
    client.force_login(ben)
    assert "may be out of date" in client.get(page.get_absolute_url()).content.decode()
    response = client.post(reverse("pages:confirm", args=[page.pk]), {"edition": 1}, follow=True)
    assert response.redirect_chain == [(reverse("pages:owner", args=[page.pk]), 302)]
    page.refresh_from_db()
    assert page.confirmed_on == localdate()
    assert page.confirmed_post == "Head of rural transport (G7), Rural Transport"
    assert page.review_by == months_after(localdate(), 12)
    event = Event.objects.latest("sequence")
    assert (event.verb, event.details) == (
        "pages.confirmed",
        {"edition": 1, "review_by": page.review_by.isoformat()},
    )
    shown = client.get(page.get_absolute_url()).content.decode()
    assert "may be out of date" not in shown
    assert "by Head of rural transport (G7), Rural Transport" in shown
    asked = response.content.decode()
    assert ("Confirmed today." in asked, ">Still right</button>" in asked) == (True, False)


def test_the_months_chosen_at_publishing_are_kept(page: Page, amina: Person, ben: Person, client: Client):
    draft = stories.write(stories.drafts.start(page, by=amina, at=now()), amina, "Fares are free.")
    client.force_login(amina)
    said = {"significance": "MAJOR", "change_note": "Free.", "months": 3, "version": draft.version}
    assert client.post(reverse("clearance:submit", args=[draft.pk]), said).status_code == 302
    stories.deciding.clear(draft.submissions.get(), by=ben, at=now())
    page.refresh_from_db()
    assert (page.review_months, page.review_by) == (3, months_after(localdate(), 3))
    page = confirm(page, edition=2, by=ben, at=now() + timedelta(days=30))
    assert page.review_by == months_after(localdate() + timedelta(days=30), 3)


def test_publishing_again_starts_the_checks_anew(page: Page, amina: Person, ben: Person):
    confirm(page, edition=1, by=ben, at=now())
    page = stories.revise(page, amina, ben, "Fares are free.")
    assert (page.confirmed_on, page.confirmed_post) == (None, "")


def test_nobody_confirms_a_text_they_have_not_seen(page: Page, amina: Person, ben: Person):
    stories.revise(page, amina, ben, "Fares are free.")
    with pytest.raises(StateChanged, match="published again after you opened it"):
        confirm(page, edition=1, by=ben, at=now())


def test_readers_who_neither_own_nor_draft_cannot_confirm(page: Page, dev: Person, client: Client):
    with pytest.raises(Refused, match="Only whoever looks after this page, or is posted in Rural Transport"):
        confirm(page, edition=1, by=dev, at=now())
    client.force_login(dev)
    shown = client.get(reverse("pages:owner", args=[page.pk])).content.decode()
    assert "Ben Hughes" in shown
    assert "Still right" not in shown


def test_a_page_is_handed_to_a_post_elsewhere(
    page: Page, amina: Person, fay: Person, government: Government, client: Client
):
    client.force_login(amina)
    found = client.get(reverse("pages:hand-over", args=[page.pk]), {"unit": "transport and"}).content.decode()
    address = reverse("pages:hand-over-to", args=[page.pk, government.transport.pk])
    assert f'href="{address}"' in found
    said = {"post": "Deputy director, transport and access", "which": "one", "because": WHY}
    assert client.post(address, said).status_code == 302
    page.refresh_from_db()
    assert (page.owner, page.owner_post) == (government.transport, said["post"])
    assert names(page) == ["Fay Campbell"]
    event = Event.objects.latest("sequence")
    assert (event.verb, event.because, event.details["from"], event.details["to"]) == (
        "pages.handed_over",
        WHY,
        "Head of rural transport, Rural Transport",
        "Deputy director, transport and access, Transport and Access",
    )
    assert told(fay) == [("NEW_OWNER", str(page.pk))]
    assert page.parent.owner == government.rural_transport


def test_all_pages_of_a_post_are_handed_over_together(
    page: Page, amina: Person, fay: Person, government: Government, client: Client
):
    other = stories.publish(stories.front(page.space), amina, Person.objects.get(name="Ben Hughes"), "Passes")
    Page.objects.filter(parent=None).update(owner_post="Head of rural transport")
    Notice.objects.all().delete()
    to = OwnerPost(government.transport, "Deputy director, transport and access")
    given = hand_over(page, to, with_its_others=True, because=WHY, by=amina, at=now())
    assert {one.pk for one in given} == set(Page.objects.values_list("pk", flat=True)) >= {other.pk}
    assert {owner_of(one).key for one in Page.objects.select_related("owner")} == {to.key}
    assert told(fay) == [("NEW_PAGES", str(page.space_id))]
    assert Event.objects.filter(verb="pages.handed_over").count() == 3
    client.force_login(fay)
    assert client.get(reverse("notices:list")).content.decode().count("has pages that are yours to look after") == 1


def test_a_page_is_never_given_to_people_who_cannot_read_it(
    page: Page, amina: Person, carys: Person, government: Government, client: Client
):
    with pytest.raises(Refused, match="Sea Defences cannot own this page, because not everybody there can read it"):
        hand_over(
            page,
            OwnerPost(government.sea_defences, "Senior policy adviser"),
            with_its_others=False,
            because=WHY,
            by=amina,
            at=now(),
        )
    client.force_login(amina)
    assert client.get(reverse("pages:hand-over-to", args=[page.pk, government.sea_defences.pk])).status_code == 404
    assert (
        "Sea Defences" not in client.get(reverse("pages:hand-over", args=[page.pk]), {"unit": "Sea"}).content.decode()
    )


def test_a_page_is_not_given_to_a_post_that_nobody_holds(page: Page, amina: Person, government: Government):
    with pytest.raises(Refused, match="Nobody in Bus Services holds that post now"):
        hand_over(
            page,
            OwnerPost(government.bus_services, "Head of buses"),
            with_its_others=False,
            because=WHY,
            by=amina,
            at=now(),
        )


def test_an_administrator_sees_the_vacant_posts_and_no_page(page: Page, ben: Person, ines: Person, client: Client):
    leave(ben)
    client.force_login(ines)
    shown = client.get(reverse("pages:vacant")).content.decode()
    assert "Head of rural transport, Rural Transport" in shown
    assert "Fares" not in shown


def test_the_worklist_puts_first_what_is_due_first(page: Page, amina: Person, ben: Person, client: Client):
    soon = due(stories.publish(stories.front(page.space), amina, ben, "Passes"), 3)
    client.force_login(ben)
    shown = client.get(reverse("pages:owned")).content.decode()
    assert 0 < shown.index(soon.title) < shown.index(page.title)
    assert list(owned_by(amina, at=now())) == []
