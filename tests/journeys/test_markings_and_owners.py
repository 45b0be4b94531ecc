"""The screens of markings and owners, and what of them needs no script."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Words
from apps.pages.models import Page
from tests import stories
from tests.cast import leave
from tests.journeys.test_screens import LONG_TITLE, look_at_all

pytestmark = pytest.mark.appearance

GROUP = "If it is OFFICIAL-SENSITIVE"


def sensitive(page, by, title="Fares"):
    """A change of the page that is marked in full."""
    words = Words(title, "Our lowest offer.", 10, **stories.SENSITIVE | {"handling": "[COMMERCIAL] RECIPIENTS ONLY"})
    return saving.save(drafts.start(page, by=by, at=now()), words, made_on=0, by=by, at=now()).draft


def test_ben_whose_post_owns_pages(enter, fares, ben, amina, fay):
    long = stories.publish(stories.front(fares.space), amina, ben, LONG_TITLE)
    Page.objects.filter(pk=fares.pk).update(review_by=localdate() - timedelta(days=1))
    Page.objects.filter(pk=long.pk).update(owner_post="Head of a post that nobody holds")
    owner, given = f"/pages/{fares.pk}/owner/", f"/pages/{fares.pk}/owner/handing-over/{fay.postings.get().unit_id}/"
    look_at_all(
        enter(ben),
        ("/", "Your desk"),
        (fares.get_absolute_url(), "Fares"),
        (owner, "Who looks after Fares"),
        (f"{owner}handing-over/", "Choose who is to look after Fares"),
        (f"{owner}handing-over/?unit=nowhere", "Choose who is to look after Fares"),
        (given, "Hand Fares over to Transport and Access"),
        (given, "Error: Hand Fares over to Transport and Access", "Hand over"),
        ("/owners/yours/", "Pages your post owns"),
        ("/owners/vacant/", "Pages whose post nobody holds"),
        (owner, "Who looks after Fares", "Still right"),
        ("/search/?q=fares", "‘fares’: 2 pages found - Search"),
    )


def test_ines_who_looks_after_postings(enter, fares, ben, amina, ines):
    leave(ben)
    look_at_all(enter(ines), ("/owners/vacant/", "Pages whose post nobody holds"))


def test_what_is_sensitive(enter, fares, amina, ben):
    draft = sensitive(fares, amina)
    submission = stories.submit(draft, amina)
    stories.deciding.clear(submission, by=ben, at=now())
    page = Page.objects.select_related("space__unit").get(pk=fares.pk)
    Page.objects.filter(pk=page.pk).update(sensitive_until=localdate())
    lower = stories.write(drafts.start(page, by=amina, at=now()), amina, "What we paid.")
    edit = f"/drafts/{lower.pk}/text/"
    lowered = stories.submit(lower, amina)
    window = enter(ben)
    look_at_all(
        window,
        (page.get_absolute_url(), "Fares"),
        (f"/pages/{page.pk}/owner/", "Who looks after Fares"),
        (submission.get_absolute_url(), "Clearance of Fares"),
        (lowered.get_absolute_url(), "Clearance of Fares"),
        ("/", "Your desk"),
    )
    stories.deciding.take_back(lowered, by=amina, at=now())
    look_at_all(window, (edit, "Write: Fares"))


def test_what_goes_with_the_marking_is_asked_for_once_it_is_chosen(enter, fares, amina):
    draft = drafts.start(fares, by=amina, at=now())
    page = enter(amina)
    page.goto(f"/drafts/{draft.pk}/text/")
    group = page.get_by_role("group", name=GROUP, exact=True)
    assert not group.is_visible()
    page.get_by_label("OFFICIAL-SENSITIVE", exact=True).check()
    assert group.is_visible()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert page.title().startswith("Error: Write")
    page.get_by_role("link", name="Enter a handling instruction for OFFICIAL-SENSITIVE").click()
    assert page.get_by_label("Handling instruction in your own words").evaluate("it => it === document.activeElement")


def test_without_scripts_it_is_asked_for_from_the_start(enter, fares, amina):
    draft = drafts.start(fares, by=amina, at=now())
    page = enter(amina, java_script_enabled=False)
    page.goto(f"/drafts/{draft.pk}/text/")
    assert page.get_by_role("group", name=GROUP, exact=True).is_visible()
    page.get_by_label("Text", exact=True).fill("Our lowest offer.")
    page.get_by_label("OFFICIAL-SENSITIVE", exact=True).check()
    page.get_by_label("EMBARGOED").check()
    page.get_by_label("Why it is sensitive").fill("Operators could learn what we would pay.")
    page.get_by_label("Which role answers for the marking").fill("Head of rural transport")
    until = localdate() + timedelta(days=100)
    for label, number in (("Day", until.day), ("Month", until.month), ("Year", until.year)):
        page.get_by_label(label, exact=True).fill(str(number))
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("so fewer people will read it: Team only").wait_for()
    assert page.locator(".app-marking").all_inner_texts() == ["OFFICIAL-SENSITIVE: EMBARGOED"] * 2
