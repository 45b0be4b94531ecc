"""Two pages become one: drafted, cleared like any text, and only then does the other page lead there."""

from datetime import timedelta

import pytest
from django.test import Client

from apps.clearance.actions import deciding, scheduling, submitting
from apps.clearance.choices import SubmissionState, WhyVoid
from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import absorbing, drafts, saving, spaces, standing
from apps.pages.actions.spaces import Opening
from apps.pages.choices import DraftState, Standing, WhyGone
from apps.pages.models import Draft, Page
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import person, post


@pytest.fixture
def passes(fares: Page, amina: Person, ben: Person) -> Page:
    return stories.publish(stories.front(fares.space), amina, ben, "Passes", "Passes cost £40.\n")


def afresh(page: Page) -> Page:
    return Page.objects.select_related("space__unit", "edition", "replaced_by").get(pk=page.pk)


def merge(page: Page, other: Page, by: Person) -> Draft:
    return absorbing.absorb(afresh(page), afresh(other), by=by, at=now())


def test_two_pages_become_one_once_that_is_cleared(fares, passes, amina, ben, hire):
    nia = hire("Nia Powell", "HEO")
    theirs = stories.write(drafts.start(passes, by=nia, at=now()), nia, "Passes cost £50.\n")
    waiting = stories.submit(theirs, nia)
    draft = merge(fares, passes, amina)
    assert (draft.body, draft.absorbs) == ("Fares are capped.\n\n## Passes\n\nPasses cost £40.\n", passes)
    assert afresh(passes).standing == Standing.PUBLISHED

    submission = stories.submit(draft, amina)
    assert submission.absorbs == passes.edition
    deciding.clear(submission, by=ben, at=now())

    merged, gone = afresh(fares), afresh(passes)
    assert merged.edition.body == draft.body
    assert (gone.standing, gone.replaced_by, gone.explanation) == (Standing.REPLACED, merged, WhyGone.MERGED.label)
    assert Draft.objects.get(pk=theirs.pk).state == DraftState.DISCARDED
    assert Submission.objects.get(pk=waiting.pk).state == SubmissionState.VOID
    assert list(Notice.objects.filter(kind="MERGED").values_list("person__name", flat=True)) == ["Nia Powell"]
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[-5:] == [
        "pages.published", "clearance.voided", "pages.draft_discarded", "pages.replaced", "clearance.cleared",
    ]  # fmt: skip
    assert "pages.merger_drafted" in verbs


def test_its_address_leads_here_and_its_writers_see_why(fares, passes, amina, ben, client: Client):
    theirs = stories.write(drafts.start(passes, by=ben, at=now()), ben, "Passes cost £50.\n")
    draft = merge(fares, passes, amina)
    boss = post(Person.objects.get(pk=ben.pk), fares.space.unit, "G7", "Second head")
    submission = stories.submit(draft, amina)
    deciding.clear(submission, by=boss, at=now())
    client.force_login(ben)
    assert client.get(passes.get_absolute_url(), follow=True).redirect_chain[-1][0].startswith(fares.get_absolute_url())
    said = client.get("/notices/").content.decode()
    assert "was discarded, as its page was merged into another one" in said
    assert f'href="{theirs.get_absolute_url()}"' in said


def test_it_is_for_the_fewer_and_marked_as_the_stricter(space, fares, amina, ben):
    draft = drafts.start_new(stories.front(space), "Rota", template=None, by=amina, at=now())
    draft = stories.write(draft, amina, "Who drives.\n", audience=Breadth.TEAM)
    secret = {"marking": "OFFICIAL-SENSITIVE", "handling": "RECIPIENTS ONLY", "sensitive_because": "Names"}
    secret |= {"responsible_role": "Head of fares", "sensitive_until": (now() + timedelta(days=90)).date()}
    words = saving.Words(draft.title, draft.body, Breadth.TEAM, **secret)
    draft = saving.save(draft, words, made_on=draft.version, by=amina, at=now()).draft
    deciding.clear(stories.submit(draft, amina), by=ben, at=now())
    rota = Page.objects.get(title="Rota")
    merged = merge(fares, rota, amina)
    assert (merged.audience, merged.marking, merged.handling) == (Breadth.TEAM, secret["marking"], secret["handling"])

    wider = saving.Words(merged.title, merged.body, Breadth.DIRECTORATE, **secret)
    merged = saving.save(merged, wider, made_on=merged.version, by=amina, at=now()).draft
    with pytest.raises(Refused, match=r"to people who cannot read them\. Select fewer people"):
        stories.submit(merged, amina)


def test_the_clearance_is_of_the_merger_too(fares, passes, amina, ben, fay):
    submission = stories.submit(merge(fares, passes, amina), amina)
    Draft.objects.filter(pk=submission.draft_id).update(absorbs=None)
    assert deciding.clear(submission, by=ben, at=now()).outcome == WhyVoid.MERGER.label
    assert afresh(fares).edition.number == 1


def test_the_clearance_is_void_when_the_other_page_is_published_again(fares, passes, amina, ben, fay):
    submission = stories.submit(merge(fares, passes, amina), amina)
    stories.revise(passes, amina, ben, "Passes cost £45.\n")
    assert deciding.clear(submission, by=ben, at=now()).outcome == WhyVoid.MERGER.label
    assert afresh(passes).standing == Standing.PUBLISHED


def test_a_merger_that_is_scheduled_happens_at_its_time(fares, passes, amina, ben):
    draft = merge(fares, passes, amina)
    later = now() + timedelta(days=3)
    cover = submitting.Cover("One page.", "MAJOR", (now() + timedelta(days=365)).date(), later)
    deciding.clear(submitting.submit(draft, cover, version=draft.version, by=amina, at=now()), by=ben, at=now())
    assert afresh(passes).standing == Standing.PUBLISHED
    assert scheduling.publish_what_is_due(later) == 1
    assert afresh(passes).replaced_by == fares


def test_the_other_page_may_stay_after_all(fares, passes, amina, ben, client: Client):
    draft = merge(fares, passes, amina)
    client.force_login(amina)
    address = f"/drafts/{draft.pk}/merger/"
    assert "‘Passes’ then stays as it is" in client.get(address).content.decode()
    assert client.post(address)["Location"] == f"/drafts/{draft.pk}/text/"
    assert client.post(address)["Location"] == f"/drafts/{draft.pk}/text/"
    assert "takes the place of no other page" in client.get(address).content.decode()
    assert Event.objects.filter(verb="pages.merger_given_up").count() == 1
    deciding.clear(stories.submit(Draft.objects.get(pk=draft.pk), amina), by=ben, at=now())
    assert afresh(passes).standing == Standing.PUBLISHED


def test_what_cannot_be_merged_is_refused_with_a_sentence(fares, passes, amina, ben, carys, client: Client):
    def refused(page: Page, other: Page) -> str:
        with pytest.raises(Refused) as refusal:
            merge(page, other, amina)
        return refusal.value.reason

    assert refused(fares, fares) == "A page cannot be merged into itself. Choose another page."
    assert "A space opens with that page" in refused(fares, stories.front(fares.space))
    coast = stories.publish(
        stories.front(stories.open_space(carys, "Coast", Breadth.TEAM)), carys, _huw(carys), "Walls"
    )
    assert "‘Walls’ stands in the space Coast. Only people posted in Sea Defences can draft" in refused(fares, coast)
    merge(fares, passes, amina)
    assert "Another merger of one of these pages is being drafted" in refused(passes, fares)
    stops = stories.publish(stories.front(fares.space), amina, ben, "Stops", "Stops.")
    assert "Another merger of one of these pages" in refused(fares, stops)
    standing.withdraw(afresh(stops), "No more stops.", by=ben, at=now())
    standing.replace(afresh(stops), afresh(passes), "See passes.", by=ben, at=now())
    assert "‘Stops’ has been replaced or unpublished already" in refused(fares, stops)


def _huw(carys: Person) -> Person:
    return post(person("Huw Morgan"), carys.postings.get().unit, "SCS1", "Deputy director")


def test_nobody_reads_by_a_merger_what_they_could_not_read(space, fares, amina, ben, government):
    amina = post(amina, government.bus_services, "HEO", "Adviser on loan")
    ben = post(ben, government.bus_services, "G7", "Head on loan")
    depots = spaces.open_space(Opening("Depots", government.bus_services, "POLICY", Breadth.TEAM), by=amina, at=now())
    amina, ben = Person.objects.get(pk=amina.pk), Person.objects.get(pk=ben.pk)
    draft = stories.write(
        drafts.start_new(stories.front(depots), "Keys", template=None, by=amina, at=now()), amina, "In the safe."
    )
    deciding.clear(stories.submit(draft, amina), by=ben, at=now())
    keys = Page.objects.get(title="Keys")
    with pytest.raises(Refused, match="‘Keys’ is for people in Bus Services alone"):
        merge(fares, keys, amina)


def test_the_screens(fares, passes, amina, ben, client: Client):
    client.force_login(amina)
    address = f"/pages/{fares.pk}/merging/"
    assert "Merge another page into this one" in client.get(address).content.decode()
    empty = client.post(address, {"other": ""})
    assert (empty.status_code, "Enter the other page" in empty.content.decode()) == (422, True)
    itself = client.post(address, {"other": "Fares"})
    assert (itself.status_code, "cannot be merged into itself" in itself.content.decode()) == (422, True)
    done = client.post(address, {"other": "/wiki/rural-buses/passes/"})
    draft = Draft.objects.get(absorbs=passes)
    assert done["Location"] == f"/drafts/{draft.pk}/text/"
    assert "Once published, this takes the place of" in client.get(draft.get_absolute_url()).content.decode()
    submission = stories.submit(draft, amina)
    client.force_login(ben)
    said = client.get(submission.get_absolute_url()).content.decode()
    assert "if that page changes first, it is void" in said
    assert f'<a class="govuk-link" href="{passes.get_absolute_url()}">Passes</a>, edition 1' in said
