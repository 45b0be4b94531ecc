"""Opening a space: one act gives a unit its wiki root, templates and whatever higher floors bring."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from apps.core.rules import Refused
from apps.core.text import one_line
from apps.pages.actions.publishing import front_page
from apps.pages.models import Space, Template
from apps.pages.rules import may_open_space
from apps.pages.slugs import slug_for
from apps.pages.starting_texts import STARTING_TEXTS
from apps.people.models import Person, Unit
from apps.records.actions import SYSTEM, record
from apps.trust.actions.standing import appoint
from apps.trust.models import Community

# Higher floors add here, in their AppConfig.ready(), what else a new space comes with: clearance its routes.
COMES_WITH: list[Callable[[Space], None]] = []
OPENED_IT = "They opened the space, and no steward had emerged in it."


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opener of a space says about it."""

    title: str
    unit: Unit
    kind: str
    audience: int


@transaction.atomic
def open_space(opening: Opening, *, by: Person, at: datetime) -> Space:
    """This will open a space with its front page, templates and routes.

    Raises Refused when `by` holds no post in the unit, the audience is narrower than the unit, or the title's
    address is taken.
    """
    may_open_space.require(by, opening.unit, opening.audience, at)
    title = one_line(opening.title)
    slug = slug_for(title)
    space = Space(
        title=title,
        slug=slug,
        kind=opening.kind,
        unit=opening.unit,
        audience=opening.audience,
        audience_unit=opening.unit.spanning(opening.audience),
        opened_at=at,
        opened_by=by,
    )
    space.community = Community(title=title, slug=slug, unit=opening.unit, audience_unit=space.audience_unit)
    try:
        with transaction.atomic():
            space.community.save(force_insert=True)
            space.community_id = space.community.pk
            space.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused("There is already a space at that address. Choose a different title.") from taken
    Template.objects.bulk_create(
        Template(space=space, name=text.name, purpose=text.purpose, body=text.body)
        for text in STARTING_TEXTS[opening.kind].values()
    )
    for bring in COMES_WITH:
        bring(space)
    front_page(space, by=by, at=at)
    record("pages.space_opened", about=space, by=by, at=at, details={"unit": str(space.unit), "slug": slug})
    if space.is_practice:
        appoint(space.community, by, because=OPENED_IT, by=SYSTEM, at=at)
    return space
