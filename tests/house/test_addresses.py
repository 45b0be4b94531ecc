"""Every address is answered by our code, and asks who is there first."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# Screens that somebody not signed in must reach, and why.
OPEN_TO_ALL = {
    "account_login": "the way in",
    "account_request_login_code": "the way in, by a code",
    "account_confirm_login_code": "the same",
    "account_logout": "signing out twice is no error",
    "account_inactive": "tells somebody who has left that they have",
    "account_reset_password": "the way back in",
    "account_reset_password_done": "the same",
    "account_reset_password_from_key": "the same",
    "account_reset_password_from_key_done": "the same",
    "socialaccount_login_cancelled": "the way in, by single sign-on",
    "openid_connect_login": "the same",
    "openid_connect_callback": "the same",
    "identity:welcome": "a newcomer proves their address",
    "clearance:fact-check": "somebody outside, without an account, is asked about the facts of one draft",
    "clearance:fact-check-file": "and reads the files that go with it",
    "practice:digest-stop": "a program that reads mail stops the weekly letter with one click, as RFC 8058 has it",
    "admin:login": "sends to the way in",
}
# A day is an argument like others, but that 1 is none.
DAY = "<day:day>"
ARGUMENT = re.compile(r"\(\?P<\w+>[^)]*\)|<[^>]+>")
# Allauth's own screens, and the admin's.
LIBRARY_SCREENS = ("account_", "socialaccount_", "openid_connect_", "admin:")


def addresses(
    resolver: URLResolver | None = None, space: str = "", at: str = "/"
) -> Iterator[tuple[str, str, Callable]]:
    """Each address: its full name, a path that leads to it, and the view that answers there."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = at + ARGUMENT.sub("1", str(entry.pattern).replace(DAY, "2026-11-23")).strip("^$")
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name or entry.pattern}", path, entry.callback
        else:
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space, path)


def module(view: Callable) -> str:
    return getattr(view, "view_class", view).__module__


ADDRESSES = sorted(addresses(), key=lambda address: address[:2])
NAMES = [name for name, _, _ in ADDRESSES]
MODULES = {name: module(view) for name, _, view in ADDRESSES}
CLOSED = [(name, path) for name, path, _ in ADDRESSES if name not in OPEN_TO_ALL]


def test_no_address_answers_under_a_name_that_another_has_taken():
    assert {name for name in NAMES if NAMES.count(name) > 1 and not name.startswith("admin:")} == set()


def test_every_name_of_the_wiki_is_answered_by_our_code():
    wiki = {name: where for name, where in MODULES.items() if name.startswith("wiki:")}
    assert {"wiki:root", "wiki:get"} <= set(wiki)
    assert {name: where for name, where in wiki.items() if not where.startswith("apps.")} == {}


def test_every_address_outside_sign_in_and_admin_is_answered_by_our_code():
    theirs = {name: where for name, where in MODULES.items() if not where.startswith("apps.")}
    assert {name: where for name, where in theirs.items() if not name.startswith(LIBRARY_SCREENS)} == {}


def test_the_screens_open_to_all_are_those_listed():
    """The admin marks its screens open and asks by itself; the next test sees that it does."""
    marked = {name for name, _, view in ADDRESSES if not getattr(view, "login_required", True)}
    assert {name for name in marked if not name.startswith("admin:")} == OPEN_TO_ALL.keys() - {"admin:login"}


@pytest.mark.parametrize(("name", "path"), CLOSED, ids=[f"{name} {path}" for name, path in CLOSED])
def test_a_stranger_is_asked_to_sign_in(client, name: str, path: str):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(("/accounts/login/?next=", "/admin/login/?next="))
