"""Law 3 by every way round it that anybody has thought of, and who still sees a submission."""

import pytest

from apps.clearance.actions import deciding, routes
from apps.clearance.models import RouteDefault, Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.models import Draft, Page, Space
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import Government, leave, person, post


def test_whoever_gave_a_new_page_its_title_does_not_clear_it(space: Space, amina: Person, ben: Person) -> None:
    draft = drafts.start_new(stories.front(space), "Fares", template=None, by=ben, at=now())
    submission = stories.submit(stories.write(draft, amina, "Two pounds."), amina)
    with pytest.raises(Refused, match="You wrote in this draft"):
        deciding.clear(submission, by=ben, at=now())


def test_words_copied_from_a_discarded_draft_are_still_their_writers(fares: Page, amina: Person, ben: Person) -> None:
    first = stories.write(drafts.start(fares, by=ben, at=now()), ben, "Fares are free.")
    drafts.discard(first, by=amina, at=now())
    copied = stories.write(drafts.start(fares, by=amina, at=now()), amina, "Fares are free.")
    with pytest.raises(Refused, match="You wrote in this draft"):
        deciding.clear(stories.submit(copied, amina), by=ben, at=now())


def test_whoever_wrote_an_earlier_edition_may_clear_the_next(fares: Page, amina: Person, ben: Person) -> None:
    changed = stories.write(drafts.start(fares, by=ben, at=now()), ben, "Fares are free.")
    deciding.clear(stories.submit(changed, ben), by=post_of_another(fares), at=now())
    page = Page.objects.select_related("space__unit").get(pk=fares.pk)
    again = stories.write(drafts.start(page, by=amina, at=now()), amina, "Fares are capped again.")
    assert not deciding.clear(stories.submit(again, amina), by=ben, at=now()).is_open


def post_of_another(page: Page) -> Person:
    """A Grade 7 of the directorate who had no hand in it."""
    return post(person("Sam Lowe"), page.audience_unit, "G7", "Head of another branch")


def test_whoever_submitted_it_before_does_not_clear_it(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    deciding.take_back(stories.submit(draft, ben), by=amina, at=now())
    with pytest.raises(Refused, match="You wrote in this draft or submitted it"):
        deciding.clear(stories.submit(Draft.objects.get(pk=draft.pk), amina), by=ben, at=now())


def seen_by(who: Person) -> list[Submission]:
    return list(Submission.objects.visible_to(Person.objects.get(pk=who.pk)))


def test_an_author_who_moves_away_sees_the_submission_no_more(
    space: Space, amina: Person, ben: Person, government: Government
) -> None:
    stories.submit(stories.start(stories.front(space), amina), amina)
    assert len(seen_by(amina)) == 1
    post(leave(amina), government.sea_defences, "HEO", "Policy adviser")
    assert seen_by(amina) == []


def test_whoever_could_have_cleared_sees_what_became_of_it(
    space: Space, amina: Person, ben: Person, fay: Person
) -> None:
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    deciding.send_back(submission, because="Shorter.", by=ben, at=now())
    assert seen_by(fay) == [submission]
    assert seen_by(post_of_another(stories.front(space))) == [submission]
    leave(fay)
    assert seen_by(fay) == []


def test_what_its_authors_took_back_is_theirs_alone(space: Space, amina: Person, fay: Person) -> None:
    deciding.take_back(stories.submit(stories.start(stories.front(space), amina), amina), by=amina, at=now())
    assert (len(seen_by(amina)), seen_by(fay)) == (1, [])


def test_the_record_names_the_post_that_gave_the_right_to_clear(
    space: Space, amina: Person, ben: Person, government: Government
) -> None:
    post(ben, government.coasts, "SCS1", "Deputy director, coasts")
    deciding.clear(stories.submit(stories.start(stories.front(space), amina), amina), by=ben, at=now())
    cleared = Event.objects.get(verb="clearance.cleared")
    assert cleared.post == "Head of rural transport (G7), Rural Transport"


def test_the_departments_defaults_are_an_administrators_to_set(space: Space, amina: Person, ines: Person) -> None:
    default = RouteDefault.objects.get(audience=space.audience)
    with pytest.raises(Refused, match="Only an administrator who looks after clearance routes"):
        routes.set_default(default, by=amina, at=now())
    assert routes.set_default(default, by=ines, at=now()) == default


def test_nobody_is_told_of_what_they_may_not_see(space: Space, amina: Person, ben: Person) -> None:
    stories.submit(stories.start(stories.front(space), amina), amina)
    assert {notice.person for notice in Notice.objects.all()} == {ben}
