"""What may be flagged of pages, and what stewards are shown of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import F, QuerySet

from apps.moderation.choices import Measure
from apps.moderation.subjects import Thing
from apps.pages.authorship import shares
from apps.pages.choices import DraftState
from apps.pages.models import Contribution, Draft, DraftSave, Page
from apps.pages.queries.versions import version_runs
from apps.people.models import Person

# Law 8: of what grade has cleared, stewards may only tell whoever wrote it.
OF_POLICY = frozenset({Measure.NONE, Measure.WARN})
# Whoever wrote such a part of a page rules on it no more, whoever changed a word of it since.
MUCH = 0.1


def pages_seen_by(person: Person, ids: Collection[str]) -> Mapping[str, Thing]:
    """Those of the pages that this person reads."""
    return _things(Page.objects.visible_to(person).filter(pk__in=ids))


def pages_found(ids: Collection[str]) -> Mapping[str, Thing]:
    """Those of the pages that there are, hidden ones among them."""
    return _things(Page.objects.filter(pk__in=ids))


def _things(pages: QuerySet[Page]) -> Mapping[str, Thing]:
    """The pages with their text, by whoever wrote in it last; of what was brought in, by whoever did so."""
    found = list(
        pages.select_related("space__community", "audience_unit", "edition__revision", "edition__published_by")
    )
    latest, writers = _written(found)
    hands = _hands(latest.values())
    things = {}
    for page in found:
        if page.edition is None:
            continue
        draft = latest.get(page.pk)
        author = draft.saved_by if draft else page.edition.published_by
        things[str(page.pk)] = Thing(
            title=page.title,
            url=page.get_absolute_url(),
            text=page.edition.body,
            author=author,
            community=page.space.community,
            measures=None if page.space.is_practice else OF_POLICY,
            writers=frozenset(writers[draft.pk] if draft else ()),
            hands=hands.get(draft.pk, frozenset()) if draft else frozenset(),
            readers=page.audience_unit,
            marking=page.marking,
            handling=page.handling,
        )
    return things


def _written(pages: Collection[Page]) -> tuple[dict[int | None, Draft], dict[int, set[int]]]:
    """By page the draft that was published last, and by draft everybody who wrote in it."""
    published = Draft.objects.filter(page__in=pages, state=DraftState.PUBLISHED).defer("body")
    latest = {one.page_id: one for one in published.select_related("saved_by").order_by("pk")}
    writers: dict[int, set[int]] = defaultdict(set)
    wrote = Contribution.objects.filter(save_of__draft__in=latest.values())
    for draft, person in wrote.values_list("save_of__draft_id", "person_id"):
        writers[draft].add(person)
    return latest, writers


def _hands(drafts: Collection[Draft]) -> dict[int | None, frozenset[int]]:
    """By draft, whoever wrote much of its text, in whatever draft before it."""
    published = DraftSave.objects.filter(draft__in=drafts, version=F("draft__version"))
    hands: dict[int | None, frozenset[int]] = {}
    for save in published.only("draft_id", "body", "runs"):
        counts = shares(version_runs(save))
        least = MUCH * max(1, sum(counts.values()))
        hands[save.draft_id] = frozenset(who for who, count in counts.items() if who is not None and count >= least)
    return hands
