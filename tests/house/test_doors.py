"""Law 5: what a person may see they see in every place, and what they may not see is in none."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.clearance.models import Submission
from apps.clearance.queries.comments import comments_seen_by
from apps.pages.models import Draft, Edition, KeptText, Page, Space
from tests.house.world import World, build
from tests.photographs import Photograph

pytestmark = pytest.mark.django_db

# Who reads which page, told by hand from its audience and their posts, so that no rule is tested by itself.
TEAM = {"amina", "ben"}
DIRECTORATE = TEAM | {"dev", "fay"}
READERS = {
    "front": DIRECTORATE,
    "team": TEAM,
    "directorate": DIRECTORATE,
    "department": DIRECTORATE | {"gwen"},
    "government": DIRECTORATE | {"gwen", "carys", "huw"},
    "under_team": DIRECTORATE,
    "team_under_directorate": TEAM,
    "widened": DIRECTORATE,
    "unreviewed": DIRECTORATE,
    "coasts": {"carys", "huw"},
}
DRAFTERS = {"change": TEAM, "new": TEAM, "waiting": TEAM, "checked": TEAM, "coasts_draft": {"carys"}}
DECIDERS = {"submission": TEAM | {"fay"}, "returned": TEAM | {"fay"}}
DECIDERS |= {"emergency": TEAM | {"fay"}, "scheduled": TEAM | {"fay"}}
EVERYBODY = ("hal", "amina", "ben", "dev", "carys", "erin", "ines", "fay", "gwen", "huw")
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')  # from one answer to the next
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')


@pytest.fixture(scope="module")
def world(baseline: Photograph, django_db_blocker) -> Iterator[World]:
    """Built once, as nobody here changes it: each test's own transaction lies within its."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def page_of(browser: Client, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return unescape(response.content.decode())


def names(world: World, things: dict[str, set[str]], who: str) -> set[str]:
    return {name for name, people in things.items() if who in people}


@pytest.mark.parametrize("who", EVERYBODY)
def test_lists_and_doors_agree_about_pages(world: World, who: str):
    browser, person = world.browser(who), world.people[who]
    pages: dict[str, Page] = {name: getattr(world.things, name) for name in READERS}
    readable = names(world, READERS, who)

    asked = Page.objects.visible_to(person)
    assert {name for name, page in pages.items() if asked.filter(pk=page.pk).exists()} == readable
    for address in ("children", "history", "records", "comparison"):
        codes = {
            name: browser.get(reverse(f"pages:{address}", args=[page.pk])).status_code for name, page in pages.items()
        }
        assert codes == {name: 200 if name in readable else 404 for name in pages}
    opened = {name: browser.get(page.get_absolute_url()).status_code for name, page in pages.items()}
    assert opened == {name: 200 if name in readable else 404 for name in pages}
    searched = {
        name: page_of(browser, f"{reverse('search:results')}?q=%22{page.title}%22") for name, page in pages.items()
    }
    assert {name for name, text in searched.items() if f'href="{pages[name].get_absolute_url()}"' in text} == readable
    home = page_of(browser, reverse("desk:home")).partition("Recently published to you")[2]
    listed = {name for name, page in pages.items() if f'href="{page.get_absolute_url()}"' in home}
    assert listed - {"front", "coasts"} == readable - {"front", "coasts"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_stands_around_a_page_is_what_its_reader_may_open(world: World, who: str):
    """Children, breadcrumbs and wiki links of every page, on the page itself and in the list of its children."""
    browser = world.browser(who)
    pages: dict[str, Page] = {name: getattr(world.things, name) for name in READERS}
    readable = names(world, READERS, who)
    by_address = {page.get_absolute_url(): name for name, page in pages.items()}
    for name in readable:
        page = pages[name]
        wanted = {other for other in readable if pages[other].parent_id == page.pk}
        shown = set(LINK.findall(page_of(browser, reverse("pages:children", args=[page.pk]))))
        assert {by_address[link] for link in shown & by_address.keys()} == wanted | {name}
        above = {other for other in readable if page.path.startswith(f"{pages[other].path}/")}
        linked = {other for other in readable if pages[other].key in page.edition.links}
        around = set(LINK.findall(page_of(browser, page.get_absolute_url())))
        assert {by_address[link] for link in around & by_address.keys()} == wanted | above | linked | {name}


@pytest.mark.parametrize("who", EVERYBODY)
def test_lists_and_doors_agree_about_drafts_and_submissions(world: World, who: str):
    browser, person = world.browser(who), world.people[who]
    drafts: dict[str, Draft] = {name: getattr(world.things, name) for name in DRAFTERS}
    for address in ("draft", "draft-edit", "draft-discard"):
        codes = {
            name: browser.get(reverse(f"pages:{address}", args=[one.pk])).status_code for name, one in drafts.items()
        }
        # What is in review cannot be written in, so its editor leads to the draft.
        opened = {"waiting": 302} if address == "draft-edit" else {}
        assert codes == {name: opened.get(name, 200) if who in DRAFTERS[name] else 404 for name in drafts}
    found = Draft.objects.visible_to(person)
    assert {name for name, one in drafts.items() if one in found} == names(world, DRAFTERS, who)
    submissions: dict[str, Submission] = {name: getattr(world.things, name) for name in DECIDERS}
    seen = set(Submission.objects.visible_to(person))
    assert {name for name, one in submissions.items() if one in seen} == names(world, DECIDERS, who)
    codes = {name: browser.get(one.get_absolute_url()).status_code for name, one in submissions.items()}
    assert codes == {name: 200 if who in DECIDERS[name] else 404 for name in submissions}
    link = f'href="{world.things.submission.get_absolute_url()}"'
    for address in ("desk:home", "desk:waiting", "notices:list"):
        assert (link in page_of(browser, reverse(address))) == (who in {"ben", "fay"})


@pytest.mark.parametrize("who", EVERYBODY)
def test_lists_and_doors_agree_about_comments(world: World, who: str):
    """Whoever sees what was submitted sees what was said of it, in every place or in none."""
    browser, comment = world.browser(who), world.things.comment
    sees = who in DECIDERS["submission"]
    door = reverse("clearance:comment", args=[comment.pk])
    places = {
        reverse("clearance:comments", args=[comment.draft_id]): sees,
        world.things.submission.get_absolute_url(): sees,
        world.things.waiting.get_absolute_url(): who in TEAM,
        reverse("notices:list"): who == "amina",
    }
    assert browser.get(door).status_code == (200 if sees else 404)
    assert {place: f'href="{door}"' in browser.get(place).content.decode() for place in places} == places
    assert comments_seen_by(world.people[who]).filter(pk=comment.pk).exists() == sees


@pytest.mark.parametrize("who", EVERYBODY)
def test_fact_checks_and_delegations_are_for_those_they_concern(world: World, who: str):
    browser, things = world.browser(who), world.things
    listed = browser.get(reverse("clearance:fact-checks", args=[things.checked.pk]))
    assert listed.status_code == (200 if who in TEAM else 404)
    assert (things.check.email in listed.content.decode()) == (who in TEAM)
    lent = page_of(browser, reverse("clearance:delegations"))
    ends = reverse("clearance:delegation-end", args=[things.delegation.pk])
    assert (ends in lent) == (who in {"ben", "fay"})
    assert browser.get(ends).status_code == (200 if who in {"ben", "fay"} else 404)


def test_whoever_was_sent_a_link_sees_one_draft_and_none_else(world: World):
    text = page_of(world.browser("nobody"), world.things.link)
    others = Draft.objects.exclude(pk=world.things.checked.pk).values_list("title", "body")
    hidden = {words for row in others for words in row} | set(Page.objects.values_list("title", flat=True))
    assert {words for words in hidden if words.strip() and words in text} == set()
    assert "Stops have a shelter." in text
    assert {link for link in LINK.findall(text) if "static" not in link} == {f"{world.things.link}files/map.txt"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_overdue_tells_seniors_who_was_asked_and_members_how_long_it_takes(world: World, who: str):
    browser, seat = world.browser(who), world.things.seat
    overdue = browser.get(seat.get_absolute_url())
    assert overdue.status_code == (200 if who in {"fay", "gwen"} else 404)
    text = unescape(overdue.content.decode())
    # Fay could clear it, so that she may see what it is; Gwen, who is senior to whoever was asked, may not.
    assert (world.things.submission.get_absolute_url() in text) == (who == "fay")
    times = browser.get(reverse("clearance:waiting-times", args=[world.space.pk]))
    assert times.status_code == (200 if who in TEAM else 404)
    assert (world.things.submission.get_absolute_url() in times.content.decode()) == (who in TEAM)


@pytest.mark.parametrize("who", EVERYBODY)
def test_spaces_are_listed_for_those_who_may_read_their_front_pages(world: World, who: str):
    listed = page_of(world.browser(who), reverse("wiki:root"))
    fronts = {space.get_absolute_url() for space in Space.objects.all()}
    readable = {page.get_absolute_url() for page in Page.objects.filter(parent=None).visible_to(world.people[who])}
    assert set(LINK.findall(listed)) & fronts == readable


def test_an_edition_of_the_time_before_a_page_was_widened_stays_with_its_readers(world: World):
    page = world.things.widened
    editions = reverse("pages:history", args=[page.pk])
    early = reverse("pages:edition", args=[page.pk, 1])
    compared = f"{reverse('pages:comparison', args=[page.pk])}?earlier=1&later=2"
    dev, amina = world.browser("dev"), world.browser("amina")
    assert [amina.get(early).status_code, amina.get(compared).status_code] == [200, 200]
    assert [dev.get(early).status_code, dev.get(compared).status_code] == [404, 422]
    assert early in page_of(amina, editions)
    assert early not in page_of(dev, editions)
    assert "Only the team read this" not in dev.get(compared).content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_was_published_in_error_is_in_no_place(world: World, who: str):
    """It was for all of government. Whoever drafts in its space still knows its title, to bring it back."""
    browser, page, front = world.browser(who), world.things.removed, world.things.front
    readers = READERS["government"]
    answered = browser.get(page.get_absolute_url())
    assert answered.status_code == (410 if who in readers else 404)
    assert ("It was not ready." in answered.content.decode()) == (who in readers)
    for address in ("history", "records", "children", "comparison", "draft-start"):
        response = browser.get(reverse(f"pages:{address}", args=[page.pk]))
        assert response.status_code == (200 if who in TEAM else 404), address
        assert "Driver names as they were" not in response.content.decode()
    assert browser.get(reverse("pages:edition", args=[page.pk, 1])).status_code == 404
    assert browser.get(reverse("pages:page-new", args=[page.pk])).status_code == 404
    paths = ["/", "/wiki/", f"{reverse('search:results')}?q=%22driver+names%22"]
    if who in READERS["front"]:
        paths += [front.get_absolute_url(), reverse("pages:children", args=[front.pk])]
    for path in paths:
        assert page.get_absolute_url() not in page_of(browser, path)
    assert "0 pages found" in page_of(browser, paths[2])


@pytest.mark.parametrize("who", sorted(DIRECTORATE))
def test_what_was_withdrawn_or_replaced_is_in_the_places_it_should_be(world: World, who: str):
    browser, front = world.browser(who), world.things.front
    withdrawn, replaced = world.things.withdrawn.get_absolute_url(), world.things.replaced.get_absolute_url()
    assert browser.get(replaced).status_code == (302 if who in TEAM else 200)
    assert "Bus shelters as they were" in page_of(browser, withdrawn)
    for path in (front.get_absolute_url(), reverse("pages:children", args=[front.pk])):
        listed = page_of(browser, path)
        assert (withdrawn in listed, replaced in listed) == (True, False)
    for path in ("/", f"{reverse('search:results')}?q=shelters", f"{reverse('search:results')}?q=%22old+fares%22"):
        listed = page_of(browser, path).partition("Recently published to you")[2]
        assert (withdrawn in listed, replaced in listed) == (False, False)


@pytest.mark.parametrize("who", ["hal", "dev", "carys", "erin", "ines"])
def test_what_may_not_be_read_answers_as_what_is_not_there(world: World, who: str):
    browser = world.browser(who)
    team, draft, submission = world.things.team, world.things.change, world.things.returned
    pairs = [(team.get_absolute_url(), "/wiki/rural-buses/no-such-page/")]
    of_pages = [f"pages:{name}" for name in ("history", "records", "children", "comparison", "draft-start", "page-new")]
    of_drafts = [f"pages:{name}" for name in ("draft", "draft-edit", "draft-discard")]
    pairs += [(reverse(name, args=[team.pk]), reverse(name, args=[999_999])) for name in of_pages]
    pairs += [(reverse(name, args=[draft.pk]), reverse(name, args=[999_999])) for name in of_drafts]
    pairs.append((submission.get_absolute_url(), reverse("clearance:submission", args=[999_999])))
    for unreadable, missing in pairs:
        for ask in (browser.get, lambda path: browser.post(path, {"title": "Mine", "body": "My words."})):
            first, second = ask(unreadable), ask(missing)
            assert (first.status_code, second.status_code) in {(404, 404), (405, 405)}
            assert CHANGING.sub(b"", first.content) == CHANGING.sub(b"", second.content)
            assert first.headers.keys() == second.headers.keys()


def forbidden_to(world: World, who: str) -> set[str]:
    """Titles and texts that must never reach this person, less those that what they may see says itself."""
    person = world.people[who]
    told = {
        *Page.objects.known_to(person).values_list("title", flat=True),
        *Draft.objects.visible_to(person).values_list("title", flat=True),
        *Submission.objects.visible_to(person).values_list("title", flat=True),
    }
    everything = {
        *Page.objects.values_list("title", flat=True),
        *Draft.objects.values_list("title", flat=True),
        *Submission.objects.values_list("title", flat=True),
    }
    texts = set(Draft.objects.exclude(pk__in=Draft.objects.visible_to(person)).values_list("body", flat=True))
    texts |= set(KeptText.objects.exclude(by=person).values_list("body", flat=True))
    hidden = Edition.objects.exclude(pk__in=Edition.objects.visible_to(person))
    texts |= set(hidden.exclude(plain="").values_list("plain", flat=True))
    texts -= set(Submission.objects.visible_to(person).values_list("body", flat=True))
    # A page names its space, as its address does, and a published text may say what a draft or a title says too.
    spaces = set(Space.objects.values_list("title", flat=True))
    published = list(Edition.objects.visible_to(person).values_list("plain", flat=True))
    hidden_words = (everything - told - spaces) | {text.strip() for text in texts if text.strip()}
    return {words for words in hidden_words if not any(words in plain for plain in published)}


@pytest.mark.once
@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_that_a_person_can_reach_says_what_they_may_not_see(world: World, who: str):
    """Every link from home on is followed, and every address of ours tried, whatever it answers."""
    forbidden = forbidden_to(world, who)
    browser = world.browser(who)
    waiting, seen = {"/", "/waiting/", "/drafts/", "/search/?q=bus", "/search/?q=buses", "/search/?q=fare"}, set()
    waiting |= {page.get_absolute_url() for page in Page.objects.all()}
    waiting |= {one.get_absolute_url() for one in (*Draft.objects.all(), *Submission.objects.all())}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        response = browser.get(path)
        assert response.status_code < 500, path
        if response.status_code == 302:
            waiting |= {response["Location"]} - seen
            continue
        if "text/html" not in response["Content-Type"]:
            continue
        text = unescape(response.content.decode())
        assert {title for title in forbidden if title in text} == set(), path
        links = {link for link in LINK.findall(text) if not link.startswith(("/static/", "/admin/", "/accounts/"))}
        waiting |= links - seen
    assert len(seen) > 20
