"""Reads across emergencies: who may publish in one, who could review it, and which wait."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.clearance.choices import EmergencyState
from apps.clearance.models import Emergency, EmergencyRole, Part, Step, Submission
from apps.clearance.queries.routes import steps_for
from apps.clearance.queries.submissions import authors_so_far, interested_in
from apps.core.working_time import add_working_hours
from apps.pages.choices import Standing
from apps.pages.models import Draft, Edition, Page, Space
from apps.pages.models.drafts import Wording
from apps.people.models import Person, Posting, Unit


def roles_held(person: Person, space: Space, *, at: datetime) -> list[EmergencyRole]:
    """The emergency roles in this space that the person holds at that moment, the shortest deadline first."""
    posts = Posting.objects.held_at(at).filter(person_id=person.pk, person__is_active=True)
    giving = posts.filter(grade__rank__gte=OuterRef("grade__rank"), unit__path__startswith=OuterRef("unit__path"))
    return list(roles_in(space).filter(Exists(giving)).order_by("working_hours", "pk"))


def roles_in(space: Space) -> QuerySet[EmergencyRole]:
    """Every emergency role of the space, by name."""
    return EmergencyRole.objects.filter(space=space).select_related("space__unit", "unit", "grade").order_by("name")


def last_step(space: Space, wording: Wording) -> Step | None:
    """The last step of the route that the wording would go up."""
    steps = steps_for(space, audience=wording.audience, marking=wording.marking)
    return steps[-1] if steps else None


def could_be_second(draft: Draft, *, by: Person, at: datetime) -> list[Posting]:
    """Who could be the second pair of eyes when `by` publishes the draft: the post that gives it them, by name.

    Whoever could fill the last step of its route themselves, and neither wrote in it nor declared an interest.
    """
    step = last_step(draft.space, draft)
    if step is None:
        return []
    barred = authors_so_far(draft, submitted_by=by) | interested_in(draft)
    return posts_for(draft.space, step, at=at, barred={person.pk for person in barred})


def could_review(submission: Submission, *, at: datetime) -> list[Posting]:
    """Who else could review what was published in an emergency, by name: nobody with a part in it."""
    step = last_step(submission.space, submission)
    played = Part.objects.filter(submission=submission, person__isnull=False).values_list("person_id", flat=True)
    return posts_for(submission.space, step, at=at, barred=set(played)) if step else []


def posts_for(space: Space, step: Step, *, at: datetime, barred: set[int]) -> list[Posting]:
    """The least senior post that lets each person fill a step, by the person's name; none where it asks standing."""
    if step.grade is None:
        return []
    held = Posting.objects.held_at(at).at_least(step.grade.rank).filter(person__is_active=True)
    unit = asked_unit(space, step)
    held = held.within(unit) if unit else held.filter(person=step.person)
    by_name = held.exclude(person__in=barred).select_related("person", "unit", "grade")
    found: dict[int, Posting] = {}
    for post in by_name.order_by("person__name", "person_id", "grade__rank", "pk"):
        found.setdefault(post.person_id, post)
    return list(found.values())


def asked_unit(space: Space, step: Step) -> Unit | None:
    """The unit in which a step looks for its people; None when it asks one person by name."""
    return space.unit.spanning(step.scope) if step.scope is not None else step.unit


def waiting_emergency(page: Page) -> Emergency | None:
    """The review that what the page shows now still waits for, if any."""
    open_ones = Emergency.objects.filter(page=page, state=EmergencyState.UNREVIEWED)
    return open_ones.select_related("submission", "edition").order_by("-pk").first()


def emergency_of(edition: Edition) -> Emergency | None:
    """How an edition came to be published in an emergency, if it was."""
    found = Emergency.objects.filter(edition=edition)
    return found.select_related("second", "published_by", "page", "submission").first()


def still_shown() -> Q:
    """What says of emergencies that readers can still read the edition at the page's address."""
    return Q(page__edition=F("edition"), page__standing__in=(Standing.PUBLISHED, Standing.WITHDRAWN))


def emergencies_in(space: Space) -> QuerySet[Emergency]:
    """Every emergency in a space, those that wait for their review first, then the latest."""
    found = Emergency.objects.filter(page__space=space).select_related("page", "submission", "second", "published_by")
    return found.defer("submission__body").order_by(F("closed_at").desc(nulls_first=True), "due_at", "-pk")


def emergencies_concerning(person: Person) -> QuerySet[Emergency]:
    """Emergencies that wait for a review and that this person may look at, most urgent first."""
    waiting = Emergency.objects.filter(still_shown(), state=EmergencyState.UNREVIEWED)
    theirs = waiting.filter(submission__in=Submission.objects.visible_to(person).values("pk"))
    return theirs.select_related("page", "submission", "second").defer("submission__body").order_by("due_at", "pk")


def review_due(role: EmergencyRole, *, at: datetime) -> datetime:
    """By when what a holder of this role publishes now has to be reviewed."""
    nation = role.space.unit.keeps_holidays_of()
    return add_working_hours(at, hours=role.working_hours, nation=nation)
