"""Locking what the acts of practice change, always in the same order: the page, then the practice."""

from apps.pages.models import Page
from apps.practice.models import Practice


def lock(practice_id: int) -> Practice:
    """The practice and its page, locked, with all that the acts ask about them. Publishing locks the page first too."""
    page = Page.objects.select_for_update(of=("self",)).filter(practice=practice_id)
    page.get()
    locked = Practice.objects.select_for_update(of=("self",))
    related = ("page__edition", "page__space__community", "page__space__unit", "page__owner", "team")
    return locked.select_related(*related).get(pk=practice_id)
