"""Whether a request that a browser sends by itself comes from a page of ours."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.http import is_same_domain


def is_our_page(origin: str, host: str) -> bool:
    """Whether a page at this origin is one of the very host that was asked, or of one that forms are trusted from.

    Among the hosts that are allowed there may be a whole domain, and not every page in it is ours.
    """
    return urlsplit(origin).netloc.lower() == host.lower() or _is_trusted(origin)


def _is_trusted(origin: str) -> bool:
    """Whether Django takes forms from there, as where a proxy asks under another host's name."""
    asked = urlsplit(origin)
    for trusted in map(urlsplit, settings.CSRF_TRUSTED_ORIGINS):
        is_host = is_same_domain(asked.netloc.lower(), trusted.netloc.removeprefix("*"))
        if asked.scheme == trusted.scheme and is_host:
            return True
    return False
