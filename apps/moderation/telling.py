"""What happens to somebody's standing, told as everything else is."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Model

from apps.moderation.choices import OFFICIAL
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.notices.subjects import Subject
from apps.people.models import Person
from apps.trust.models import Community, Recall
from apps.trust.telling import News

KINDS: Mapping[News, NoticeKind] = {
    News.LEVEL: NoticeKind.NEW_LEVEL,
    News.APPOINTED: NoticeKind.APPOINTED,
    News.ENDED: NoticeKind.ENDED,
    News.VOTE: NoticeKind.VOTED_ON,
    News.BALLOT: NoticeKind.VOTE_OPEN,
    News.COUNTED: NoticeKind.VOTE_COUNTED,
}


def pass_on(people: Iterable[Person], news: News, about: Model, at: datetime) -> None:
    """This will tell people what happened to their standing."""
    tell(people, KINDS[news], about=about, at=at)


def communities(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """Communities of what this person may read, for notices."""
    seen = Community.objects.visible_to(person).filter(pk__in={pk for pk in ids if pk.isdigit()})
    return {str(one.pk): Subject(one.title, one.get_absolute_url(), OFFICIAL) for one in seen}


def votes(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """Votes in such communities, for notices."""
    seen = Recall.objects.visible_to(person).filter(pk__in={pk for pk in ids if pk.isdigit()})
    return {
        str(one.pk): Subject(f"A vote on {one.steward}", one.get_absolute_url(), OFFICIAL)
        for one in seen.select_related("steward", "community")
    }
