"""Writing the one revision and the edition of a text that becomes public. Part of every act that publishes."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from apps.core.months import months_after
from apps.core.rules import Refused, StateChanged
from apps.pages import markup
from apps.pages.actions import tree
from apps.pages.choices import EditionState, Significance, Standing
from apps.pages.models import Edition, Imprint, Page, Redirect, Space
from apps.pages.models.drafts import Wording
from apps.pages.models.editions import Clearance
from apps.people.models import Person
from apps.people.queries import leader_title
from apps.records.actions import System, record

# What floors above do in the transaction that publishes: they fill this in AppConfig.ready().
AFTER_PUBLISHING: list[Callable[[Edition, Person, datetime], None]] = []


@dataclass(frozen=True, slots=True)
class Issue:
    """What goes with a text when it is published, besides the text."""

    change_note: str = ""
    significance: str = Significance.MAJOR
    review_by: date | None = None
    review_months: int | None = None
    writers: list[str] = field(default_factory=list)
    clearances: list[Clearance] = field(default_factory=list)
    provenance: str = ""
    awaits_review: bool = False
    on_standing: bool = False
    puts_back: Edition | None = None


def lock_page(pk: int) -> Page:
    """The page afresh, locked until the transaction ends."""
    locked = Page.objects.select_for_update(of=("self",)).select_related("space__unit", "article", "urlpath")
    return locked.get(pk=pk)


def lock_parent(pk: int) -> Page:
    """The page that a new one goes under, locked after its space: pages do not move while one is added among them."""
    [space] = tree.lock_spaces(pk)
    parent = lock_page(pk)
    if parent.space_id != space.pk:
        raise StateChanged("The page above was moved to another space a moment ago. Try again.")
    return parent


def add_page(space: Space, parent: Page, slug: str, *, at: datetime) -> Page:
    """This will make a page below a locked parent, of no text yet. Raises Refused when the address was taken."""
    if Page.objects.filter(path=f"{parent.path}/{slug}").exists():
        raise Refused("Another page was published at this address. Change the title of the draft and submit it again.")
    # A new page at an old address takes it over.
    Redirect.objects.filter(path=f"{parent.path}/{slug}").delete()
    return place(space, parent, slug, at=at)


def place(space: Space, parent: Page | None, slug: str, *, at: datetime) -> Page:
    """A page of no text yet where it will stand in the tree, owned by whoever leads the space's unit."""
    node = tree.plant(parent=parent.urlpath if parent else tree.root_node(), slug=slug)
    return Page(
        space=space,
        article=node.article,
        urlpath=node,
        parent=parent,
        path=f"{parent.path}/{slug}" if parent else slug,
        owner=space.unit,
        owner_post=leader_title(space.unit, at=at),
    )


def issue_text(
    page: Page, wording: Wording, issue: Issue, *, by: Person, at: datetime, acting: Person | System | None = None
) -> Edition:
    """This will write a text down as the page's next edition, and show readers that one from now on."""
    rendered = markup.render(wording.body)
    latest = page.editions.order_by("-number").first() if page.pk else None
    number = latest.number + 1 if latest else 1
    revision = tree.write_revision(page.article, title=wording.title, text=wording.body, number=number, by=by)
    page.title, page.key = wording.title, markup.key(wording.title)
    page.audience, page.audience_unit = wording.audience, page.space.unit.spanning(wording.audience)
    for name, value in wording.marked().items():
        setattr(page, name, value)
    page.standing, page.standing_since, page.explanation, page.replaced_by = Standing.PUBLISHED, None, "", None
    _set_review(page, issue, today=localdate(at))
    page.save()
    shown = page.editions.filter(state__in=(EditionState.PUBLISHED, EditionState.WITHDRAWN))
    shown.update(state=EditionState.SUPERSEDED)
    edition = Edition.objects.create(
        page=page,
        number=number,
        revision=revision,
        title=wording.title,
        html=rendered.html,
        plain=rendered.plain,
        contents=[asdict(heading) for heading in rendered.contents],
        links=list(rendered.links),
        **wording.marked(),
        audience=wording.audience,
        audience_unit=page.audience_unit,
        files=wording.files,
        digest=wording.digest(),
        change_note=issue.change_note,
        significance=issue.significance,
        published_at=at,
        published_by=by,
        writers=issue.writers,
        clearances=issue.clearances,
        provenance=issue.provenance,
        awaits_review=issue.awaits_review,
        on_standing=issue.on_standing,
        puts_back=issue.puts_back,
    )
    Page.objects.filter(pk=page.pk).update(edition=edition)
    Imprint.advance()
    page.edition = edition
    record("pages.published", about=page, by=acting or by, at=at, because=issue.change_note, details=_told(edition))
    for follow_up in AFTER_PUBLISHING:
        follow_up(edition, by, at)
    return edition


def _set_review(page: Page, issue: Issue, *, today: date) -> None:
    """A text that has just been published is to be checked again in so many months, and nobody has done so yet."""
    page.review_months = issue.review_months or page.review_months
    page.review_by = issue.review_by or page.review_by or months_after(today, page.review_months)
    page.confirmed_on, page.confirmed_post = None, ""
    page.nudged_on = page.marking_nudged_on = None


def _told(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition.number,
        "digest": edition.digest,
        "writers": edition.writers,
        "clearances": edition.clearances,
        "provenance": edition.provenance,
        "awaits_review": edition.awaits_review,
        **({"on_standing": True} if edition.on_standing else {}),
    }
