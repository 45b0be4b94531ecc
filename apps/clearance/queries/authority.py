"""What lets a person fill a seat: a post or a standing of their own, or somebody who asked them to decide for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from apps.clearance.models import Delegation, Part, Seat, Submission
from apps.clearance.models.by_standing import stands_for_a_seat
from apps.people.models import Person, Posting


@dataclass(frozen=True, slots=True)
class Authority:
    """What lets a person fill a seat: their own post or standing, or their post and whom they decide on behalf of.

    `post` says it in words: a post, or 'Steward of What works, by standing'.
    """

    seat: Seat
    post: str
    on_behalf_of: Person | None = None

    @property
    def key(self) -> str:
        """Tells it apart from the other ways in which the same person could decide, for a form to send back."""
        return f"{self.seat.pk}-{self.on_behalf_of.pk if self.on_behalf_of else 0}"


def ways_to_fill(person: Person, seats: Collection[Seat], *, at: datetime) -> list[Authority]:
    """Every way in which this person could fill one of these seats at that moment, in at most four queries.

    Their own posts come first; a seat that they hold themselves they fill for nobody else. Whoever stands in holds
    as high a grade as the seat asks for, in whatever unit, and for nobody who has a part in the submission already.
    What was lent to a giver cannot be lent on: only the giver's own posts count. Standing is lent to nobody.
    """
    if not seats:
        return []
    given = Delegation.objects.in_force(at).filter(receiver=person).select_related("giver")
    delegations = list(given.order_by("starts_at", "pk"))
    posts = _posts_of([person.pk, *(one.giver_id for one in delegations)], at=at)
    own = [Authority(seat, str(post)) for seat in seats if (post := _post_for(person, seat, posts))]
    own += _by_standing(person, seats, at=at)
    held = {way.seat.pk for way in own}
    others = [seat for seat in seats if seat.pk not in held and seat.standing is None]
    played = _played(others, [one.giver_id for one in delegations])
    lent = []
    for delegation in delegations:
        for seat in others:
            if (seat.submission_id, delegation.giver_id) in played or not _post_for(delegation.giver, seat, posts):
                continue
            if post := _senior_enough(posts[person.pk], seat):
                lent.append(Authority(seat, str(post), delegation.giver))
    return own + lent


def represented_in(person: Person, submissions: Iterable[Submission], *, at: datetime) -> Mapping[int, list[Person]]:
    """By submission, on whose behalf this person could decide on it at that moment; not where their own post does."""
    seats = Seat.objects.waiting().filter(submission__in=[one.pk for one in submissions])
    ways = ways_to_fill(person, list(seats.select_related("unit")), at=at)
    own = {way.seat.submission_id for way in ways if way.on_behalf_of is None}
    found: dict[int, list[Person]] = defaultdict(list)
    for way in ways:
        theirs = found[way.seat.submission_id]
        if way.on_behalf_of and way.seat.submission_id not in own and way.on_behalf_of not in theirs:
            theirs.append(way.on_behalf_of)
    return found


def _by_standing(person: Person, seats: Iterable[Seat], *, at: datetime) -> list[Authority]:
    """The seats among these that this person fills by their standing in a practice space."""
    asked = {seat.pk: seat for seat in seats if seat.standing is not None}
    if not asked:
        return []
    theirs = Seat.objects.filter(stands_for_a_seat(person, at=at), pk__in=asked).order_by("position", "chair")
    named = theirs.values_list("pk", "submission__space__title")
    return [Authority(asked[pk], f"{asked[pk].get_standing_display()} of {title}, by standing") for pk, title in named]


def _posts_of(people: Collection[int], *, at: datetime) -> Mapping[int, list[Posting]]:
    """The graded posts these people hold at that moment, the least senior first."""
    held = Posting.objects.held_at(at).filter(person__in=people, person__is_active=True, grade__isnull=False)
    found: dict[int, list[Posting]] = defaultdict(list)
    for posting in held.select_related("unit", "grade").order_by("grade__rank", "pk"):
        found[posting.person_id].append(posting)
    return found


def _post_for(person: Person, seat: Seat, posts: Mapping[int, list[Posting]]) -> Posting | None:
    """The least senior post that lets them fill the seat themselves: the one they act in."""
    if seat.standing is not None or (seat.person_id is not None and seat.person_id != person.pk):
        return None
    path = seat.unit.path if seat.unit else ""
    within = [post for post in posts.get(person.pk, ()) if post.unit.path.startswith(path)]
    return _senior_enough(within, seat)


def _senior_enough(posts: Iterable[Posting], seat: Seat) -> Posting | None:
    least = seat.least_rank
    if least is None:
        return None
    return next((post for post in posts if post.grade and post.grade.rank >= least), None)


def _played(seats: Collection[Seat], people: Collection[int]) -> set[tuple[int, int | None]]:
    """Which of these people have a part already in which of the submissions, as pairs of numbers."""
    if not seats or not people:
        return set()
    submissions = {seat.submission_id for seat in seats}
    parts = Part.objects.filter(submission__in=submissions, person__in=people)
    return set(parts.values_list("submission_id", "person_id"))
