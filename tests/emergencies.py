"""How something comes to be published in an emergency, or to wait for its time, before a test's first sentence."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from apps.clearance.actions import deciding, emergencies, submitting
from apps.clearance.actions.emergencies import Urgency
from apps.clearance.models import EmergencyRole
from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.choices import Significance
from apps.pages.models import Draft, Page
from tests import stories
from tests.cast import grade

DAY = timedelta(days=1)


def give_role(space, ines, *, falls_back=False, hours=8):
    """Anybody of HEO or above in Rural Transport is a duty press officer."""
    role = EmergencyRole(space=space, name="Duty press officer", unit=space.unit, grade=grade("HEO"))
    role.working_hours, role.falls_back = hours, falls_back
    return emergencies.set_emergency_role(role, by=ines, at=now())


@pytest.fixture
def role(space, ines):
    return give_role(space, ines)


@pytest.fixture
def urgent(fares, role, amina):
    """A change of a published page that cannot wait."""
    return stories.write(drafts.start(fares, by=amina, at=now()), amina, "All fares are suspended.")


def rush(draft, by, second, *, because="The strike starts tonight.", falls_back=False, at=None):
    draft = Draft.objects.get(pk=draft.pk)
    urgency = Urgency(because, second, falls_back)
    return emergencies.publish_in_emergency(draft, urgency, version=draft.version, by=by, at=at or now())


def page_of(emergency):
    return Page.objects.select_related("edition").get(pk=emergency.page_id)


def scheduled(draft, amina, ben, *, at=None, after=DAY):
    at = at or now()
    cover = submitting.Cover("For the spending review.", Significance.MAJOR, localdate() + 365 * DAY, at + after)
    submission = submitting.submit(draft, cover, version=draft.version, by=amina, at=at)
    return deciding.clear(submission, by=ben, at=at)
