"""What an address asks for."""

from django.http import HttpRequest

from apps.rooms.queries.reading import MOST_DIGITS


def number_asked(request: HttpRequest, name: str) -> int | None:
    """The number of a message that the address asks for (?from=12); None where it asks for none there can be."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None
