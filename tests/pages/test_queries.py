"""What stands around a page, for the person who asks: its records, its links, and the news of it."""

from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.choices import DraftState
from apps.pages.models import Draft, Edition, Page, Space
from apps.pages.queries.pages import events_of, linked_by, recently_published, surroundings
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories


def test_records_tell_nobody_of_an_edition_that_was_not_for_them(
    space: Space, amina: Person, ben: Person, dev: Person
) -> None:
    draft = drafts.start_new(stories.front(space), "Merger", template=None, by=amina, at=now())
    draft = stories.write(draft, amina, "Only for us.", audience=Breadth.TEAM)
    deciding.clear(stories.submit(draft, amina, note="Names two teams."), by=ben, at=now())
    page = Page.objects.select_related("space").get(drafts=draft)
    wider = stories.write(drafts.start(page, by=amina, at=now()), amina, "For all.", audience=Breadth.DIRECTORATE)
    deciding.clear(stories.submit(wider, amina, note="For the directorate."), by=ben, at=now())

    def published(person: Person) -> list[str]:
        return [event.because for event in events_of(page, person) if event.verb == "pages.published"]

    assert published(ben) == ["For the directorate.", "Names two teams."]
    assert published(dev) == ["For the directorate."]


def test_a_page_drafted_twelve_hundred_times_has_its_records(fares: Page, amina: Person) -> None:
    given_up = Draft(page=fares, space=fares.space, title="Fares", audience=20, state=DraftState.DISCARDED)
    given_up.opened_at = given_up.saved_at = now()
    given_up.opened_by = given_up.saved_by = amina
    Draft.objects.bulk_create([given_up] * 1200)
    client = Client()
    client.force_login(amina)
    assert client.get(reverse("pages:records", args=[fares.pk])).status_code == 200


def test_a_wiki_link_leads_to_the_same_page_wherever_it_is_read(space: Space, amina: Person, ben: Person) -> None:
    first = stories.front(stories.open_space(ben, "A first space"))
    stories.publish(first, amina, ben, "Caps")
    front = stories.front(space)
    for above in ("Adult fares", "Child fares"):
        stories.publish(stories.publish(front, amina, ben, above), amina, ben, "Caps")
    linking = stories.publish(front, amina, ben, "Overview", "See [[Caps]].")
    edition = Edition.objects.get(page=linking)

    read = surroundings(linking, edition, amina).linked
    drafted = linked_by(edition.links, space, amina)

    assert read == drafted
    assert [step.path for step in read.values()] == ["rural-buses/adult-fares/caps"]


def test_a_front_page_is_news_once_it_says_something(space: Space, amina: Person, ben: Person, dev: Person) -> None:
    front = stories.front(space)
    assert front not in recently_published(dev)
    stories.revise(front, amina, ben, "Fares are capped.")
    assert front in recently_published(dev)
