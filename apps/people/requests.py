"""Who is asking."""

from django.http import HttpRequest

from apps.people.models import Person


def person_of(request: HttpRequest) -> Person:
    """The person signed in. Every view is behind sign-in, so there always is one."""
    assert isinstance(request.user, Person)
    return request.user
