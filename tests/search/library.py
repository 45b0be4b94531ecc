"""Pages to search, published without the trouble of clearing each."""

from apps.core.clock import now
from apps.pages.actions.publishing import Origin, bring_in
from apps.pages.models import Draft, Page, Space
from apps.pages.slugs import slug_for
from apps.people.models import Person
from tests.stories import front

PAGES = {
    "Bus fares": "Fares are capped at two pounds on every service. Children under five travel free.",
    "Concessionary travel": "Older people travel free on buses. The bus operator is repaid for each fare it forgoes.",
    "Demand-responsive transport": "Minibuses that come when called. Read the e-mail guidance on GOV.UK and/or ring.",
    "Café licences": "A café at a bus station needs a licence for alcohol (£190 for 2024-25).",
    "Rail replacement": "When trains are cancelled, coaches run instead. The running times are in the timetable.",
    "Timetables": "Publish each timetable six weeks ahead. The department’s register is open to the public.",
    "Ffôn y Cyngor": "Gwasanaethau Cymraeg: ffôn 0300, tŷ a swyddfa.",
}


def shelve(title: str, body: str, *, under: Page, by: Person) -> Page:
    """A published page beneath another, for the same readers."""
    wording = Draft(title=title, body=body, audience=under.audience)
    edition = bring_in(None, wording, origin=Origin(under, slug_for(title), "test"), by=by, at=now())
    return edition.page


def stock(space: Space, *, by: Person) -> dict[str, Page]:
    """Publish every page of PAGES beneath the space's front page."""
    return {title: shelve(title, body, under=front(space), by=by) for title, body in PAGES.items()}
