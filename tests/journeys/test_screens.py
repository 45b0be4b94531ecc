"""Every kind of screen, as each of the cast sees it: accessible, titled, within a narrow window, obeying its policy."""

from pathlib import Path
from typing import NamedTuple

import pytest

from apps.clearance.actions import commenting, emergencies
from apps.clearance.actions.commenting import Remark
from apps.core.clock import now
from apps.pages.actions import drafts, presence, saving, unfinished
from apps.pages.actions.saving import Words
from apps.pages.actions.unfinished import OpenForm
from apps.pages.anchors import Span
from apps.pages.choices import CommentKind
from tests import stories
from tests.emergencies import give_role, rush, scheduled
from tests.house.project import ROOT

pytestmark = pytest.mark.appearance

AXE = Path(ROOT, "node_modules", "axe-core", "axe.min.js")
# WCAG 2.2 AA, as the Accessibility Regulations 2018 ask of intranets, and axe's own good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run(document, {runOnly: tags}).then(found => found.violations.map(
  fault => `${fault.id}: ${fault.nodes.map(node => node.html).join(" | ").slice(0, 300)}`))"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONG_TITLE = f"{'Guidance on concessionary travel ' * 4}Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
EVERYTHING = """
Intro with [[Fares]], [[Nowhere]] and <https://www.example.gov.uk/a/very/long/address/that/has/no/spaces/in/it/at/all>.

## First

| Year | Cost | Department | Directorate | What it pays for |
| --- | ---: | --- | --- | --- |
| 2026 | £2m | Department for Rural Affairs | Transport and Access | Extraordinarilylongwordswithoutbreaks |

### Part of the first

- [ ] to do
- [x] done

## Second

> Quoted words[^1]

```
a line of code that is much too long for a narrow window and so has to be scrolled sideways
```

[^1]: Where they come from.
"""


class Screen(NamedTuple):
    """An address, the title it must have, and a button to press there first."""

    path: str
    title: str
    press: str = ""


def look(page, screen):
    """Every fault of one screen, as lines; none is what is wanted."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(screen.path)
    if screen.press:
        # A click does not wait for the answer, and whoever looks before it came sees an empty page.
        with page.expect_navigation():
            page.get_by_role("button", name=screen.press, exact=True).click()
    return [f"{screen.path} {fault}" for fault in judge(page, screen.title)]


def judge(page, title):
    """Every fault of the screen that a window shows."""
    faults = [] if page.title() == f"{title} - Greenpaper" else [f"title: {page.title()}"]
    headings = page.get_by_role("heading", level=1).count()
    if headings != 1:
        faults.append(f"{headings} headings of the first level")
    page.evaluate(AXE.read_text())
    faults += page.evaluate(RUN, RULES)
    page.set_viewport_size({"width": 320, "height": 640})
    if over := page.evaluate(OVERFLOW):
        faults.append(f"{over} px too wide at 320 px")
    return faults


def look_at_all(page, *screens):
    assert [fault for screen in screens for fault in look(page, Screen(*screen))] == []


@pytest.fixture
def passes(fares, amina, ben):
    """A page with a bit of everything, two editions and pages below it."""
    page = stories.publish(fares, amina, ben, "Passes", "Short.")
    stories.publish(page, amina, ben, LONG_TITLE, "Deep.")
    return stories.revise(page, amina, ben, EVERYTHING)


def test_whoever_is_not_signed_in(open_window, db):
    look_at_all(
        open_window(),
        ("/accounts/login/", "Sign in"),
        ("/accounts/login/", "Error: Sign in", "Sign in"),
        ("/accounts/login/code/", "Get a code by e-mail"),
        ("/accounts/password/reset/", "Set a new password"),
        ("/accounts/password/reset/done/", "Check your e-mail"),
        ("/accounts/inactive/", "You cannot sign in"),
        ("/nowhere/", "Page not found"),
    )


def test_hal_who_holds_no_post_yet(enter, hal, fares):
    look_at_all(
        enter(hal),
        ("/", "Your desk"),
        ("/wiki/", "Wiki"),
        ("/account/", "Your account"),
        ("/notices/", "Notices"),
        ("/quiet-hours/", "Quiet hours"),
        ("/spaces/open/", "Open a space"),
        ("/search/?q=fares", "‘fares’: 0 pages found - Search"),
        (fares.get_absolute_url(), "Page not found"),
    )


def test_dev_who_reads(enter, dev, passes):
    number = passes.pk
    look_at_all(
        enter(dev, by_password=True),
        ("/", "Your desk"),
        ("/wiki/", "Wiki"),
        (passes.get_absolute_url(), "Passes"),
        (f"/pages/{number}/pages/", "Pages below Passes"),
        (f"/pages/{number}/history/", "History of Passes"),
        (f"/pages/{number}/records/", "Records of Passes"),
        (f"/pages/{number}/editions/1/", "Passes: edition 1"),
        (f"/pages/{number}/comparison/?earlier=1&later=2", "Compare editions of Passes"),
        (f"/pages/{number}/comparison/?earlier=1", "Error: Compare editions of Passes"),
        ("/search/", "Search"),
        ("/search/?q=travel", "‘travel’: 1 page found - Search"),
        ("/help/formatting/", "How to format text"),
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/password/change/", "Error: Change your password", "Change your password"),
        ("/accounts/logout/", "Sign out"),
    )


def note(draft, by):
    """A suggestion about the first words of the text, with an answer to it."""
    remark = Remark(CommentKind.SUGGESTION, "Say it shorter.", 1, Span(0, 40))
    said = commenting.comment(draft, remark, by=by, at=now())
    commenting.reply(said, "How much shorter?", by=by, at=now())
    return said


def test_amina_who_writes(enter, space, passes, amina, ben):
    draft = stories.start(stories.front(space), amina, "Halls", EVERYTHING)
    words = Words(LONG_TITLE, EVERYTHING.replace("Quoted", "Told"), draft.audience)
    kept = saving.save(draft, words, made_on=0, by=amina, at=now()).kept
    change = stories.write(drafts.start(passes, by=amina, at=now()), amina, EVERYTHING.replace("Quoted", "Cited"))
    submission = stories.submit(change, amina)
    comment = note(change, ben)
    look_at_all(
        enter(amina),
        ("/", "Your desk"),
        ("/drafts/", "Your drafts"),
        ("/waiting/", "Waiting for you"),
        ("/notices/", "Notices"),
        ("/spaces/open/", "Open a space"),
        ("/spaces/open/", "Error: Open a space", "Open the space"),
        (f"/pages/{passes.pk}/new-page/", "Add a page"),
        (f"/pages/{passes.pk}/new-page/", "Error: Add a page", "Start the draft"),
        (f"/pages/{passes.pk}/draft/", "Draft a change to Passes"),
        (f"/pages/{passes.pk}/editions/1/restoration/", "Restore edition 1 of Passes"),
        (f"/drafts/{draft.pk}/", "Draft: Halls"),
        (f"/spaces/{draft.space_id}/drafts/", f"Open drafts in {draft.space}"),
        (f"/drafts/{draft.pk}/text/", "Write: Halls"),
        (f"/drafts/{draft.pk}/text/", "Write: Halls", "Preview"),
        (f"/drafts/{draft.pk}/kept/{kept.pk}/", f"Your own copy: {LONG_TITLE}"),
        (f"/drafts/{draft.pk}/kept/{kept.pk}/throwing-away/", f"Throw away your copy of {LONG_TITLE}"),
        (f"/drafts/{draft.pk}/kept/{kept.pk}/putting-together/", "Put together: Halls"),
        (f"/drafts/{draft.pk}/discard/", "Discard the draft Halls"),
        (f"/drafts/{draft.pk}/links/", "Find a page to link to"),
        (f"/drafts/{draft.pk}/links/?q=nowhere", "Find a page to link to"),
        (f"/drafts/{draft.pk}/submission/", "Submit for clearance: Halls"),
        (f"/drafts/{draft.pk}/submission/", "Error: Submit for clearance: Halls", "Submit for clearance"),
        (f"/drafts/{change.pk}/", "Draft: Passes"),
        (submission.get_absolute_url(), "Clearance of Passes"),
        (f"/drafts/{change.pk}/comments/", "Comments on Passes"),
        (f"/drafts/{change.pk}/comments/new/?paragraph=1", "Comment on Passes"),
        (f"/drafts/{change.pk}/comments/new/?paragraph=1", "Error: Comment on Passes", "Add comment"),
        (f"/comments/{comment.pk}/", "Suggestion on Passes"),
        (f"/comments/{comment.pk}/", "Error: Suggestion on Passes", "Settle"),
    )


def test_amina_who_left_text_unsaved(enter, space, passes, amina, ben):
    draft = stories.start(stories.front(space), amina, "Halls", EVERYTHING)
    sent = stories.start(stories.front(space), amina, "Stops", EVERYTHING)
    for one in (draft, sent):
        words = Words(LONG_TITLE, f"{EVERYTHING}\n\nMore.", one.audience)
        unfinished.keep(one, words, made_on=1, form=OpenForm("desk"), by=amina, at=now())
        presence.note(one, by=ben, at=now())
    stories.submit(sent, amina)
    look_at_all(
        enter(amina),
        ("/", "Your desk"),
        (f"/drafts/{draft.pk}/", "Draft: Halls"),
        (f"/drafts/{draft.pk}/text/", "Write: Halls"),
        (f"/drafts/{draft.pk}/unfinished/text/", "Write: Halls"),
        (f"/drafts/{draft.pk}/submission/", "Submit for clearance: Halls"),
        (f"/drafts/{draft.pk}/discard/", "Discard the draft Halls"),
        (f"/drafts/{sent.pk}/", "Draft: Stops"),
        (f"/drafts/{sent.pk}/unfinished/text/", "Your text: Stops"),
    )


def test_ben_who_clears(enter, space, passes, amina, ben):
    change = stories.write(drafts.start(passes, by=amina, at=now()), amina, EVERYTHING.replace("Quoted", "Cited"))
    changed = stories.submit(change, amina).get_absolute_url()
    new = stories.submit(stories.start(stories.front(space), amina, "Halls", EVERYTHING), amina).get_absolute_url()
    look_at_all(
        enter(ben),
        ("/", "Your desk"),
        ("/waiting/", "Waiting for you"),
        ("/notices/", "Notices"),
        (changed, "Clearance of Passes"),
        (changed, "Error: Clearance of Passes", "Send back"),
        (new, "Clearance of Halls"),
        (new, "Clearance of Halls", "Clear"),
        (changed, "Clearance of Passes", "Clear"),
        (passes.get_absolute_url(), "Passes"),
        (f"/drafts/{change.pk}/", "Draft: Passes"),
    )


def test_whoever_publishes_in_an_emergency_or_at_a_time(enter, space, passes, amina, ben, ines):
    give_role(space, ines)
    change = stories.write(drafts.start(passes, by=amina, at=now()), amina, EVERYTHING.replace("Quoted", "Cited"))
    urgent = stories.write(emergencies.start_urgent(passes, by=amina, at=now()), amina, EVERYTHING)
    urgent = stories.write(urgent, amina, "Suspended.", title=LONG_TITLE)
    new = rush(stories.start(stories.front(space), amina, "Strike", EVERYTHING), amina, ben)
    waiting = scheduled(change, amina, ben).get_absolute_url()
    review, page, emergency = new.submission.get_absolute_url(), new.page, f"/drafts/{urgent.pk}/emergency/"
    look_at_all(
        enter(amina),
        ("/", "Your desk"),
        (f"/pages/{passes.pk}/draft/", "Draft a change to Passes"),
        (f"/drafts/{urgent.pk}/", f"Urgent draft: {LONG_TITLE}"),
        (emergency, f"Publish in an emergency: {LONG_TITLE}"),
        (emergency, f"Error: Publish in an emergency: {LONG_TITLE}", "Publish now"),
        (f"/drafts/{new.submission.draft_id}/emergency/", "Publish in an emergency: Strike"),
        (page.get_absolute_url(), "Strike"),
        (f"/pages/{page.pk}/history/", "History of Strike"),
        (f"/pages/{page.pk}/editions/1/", "Strike: edition 1"),
        (review, "Clearance of Strike"),
        (f"{review}second/", "Who is to review Strike"),
        (f"{review}second/", "Error: Who is to review Strike", "Ask them to review it"),
        (f"/spaces/{space.pk}/emergencies/", f"Emergencies in {space}"),
        (f"/spaces/{space.pk}/scheduled/", f"Scheduled in {space}"),
        (f"/spaces/{space.pk}/drafts/", f"Open drafts in {space}"),
        (waiting, "Clearance of Passes"),
        (f"{waiting}postponement/", "Put off Passes"),
        (f"{waiting}postponement/", "Error: Put off Passes", "Put it off"),
        (f"{waiting}calling-off/", "Call off Passes"),
        (f"{waiting}calling-off/", "Error: Call off Passes", "Call it off"),
    )
    look_at_all(
        enter(ben), ("/", "Your desk"), (review, "Clearance of Strike"), (review, "Clearance of Strike", "Clear")
    )
