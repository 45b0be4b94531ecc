"""What an address asks for."""

from django.http import HttpRequest

# Longer ones no message can have.
MOST_DIGITS = 18


def number_asked(request: HttpRequest, name: str) -> int | None:
    """The number of a message that the address asks for (?from=12); None where it asks for none there can be."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None
