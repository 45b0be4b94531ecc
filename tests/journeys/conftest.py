"""A real browser, a real server, and people who have signed in."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from apps.people.models import Person
from tests.cast import PASSWORD

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Chromium's sandbox cannot start for root, and the rest keeps it from looking for Google's hosts.
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000
# An answer such as 404 or 422, or no network, is what some tests ask for; Chromium reports each as an error.
EXPECTED = ("Failed to load resource", "WebSocket connection to")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in the test's thread, in which Django would refuse the tests' own queries.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def live_site(served, settings) -> str:
    """The address of a server with web sockets, where drafts are written live."""
    settings.LIVE_DRAFTING = True
    return served.url


@pytest.fixture
def open_window(browser: Browser, live_server, transactional_db) -> Iterator[Callable[..., Page]]:
    """Open a window of a browser's own, and fail the test if anything in it reaches the console."""
    cache.clear()
    contexts, said = [], []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            said.append(message.text)

    def make(**options) -> Page:
        options = {"base_url": live_server.url, "viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.on("console", hear)
        context.on("weberror", lambda error: said.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def enter(open_window, live_server) -> Callable[..., Page]:
    """Open a window at the desk of somebody who has signed in; `by_password`, as they would do it themselves."""

    def sign_in(person: Person, *, by_password: bool = False, **options) -> Page:
        page = open_window(**options)
        if not by_password:
            client = Client()
            client.force_login(person)
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
            page.context.add_cookies([{**cookie, "url": options.get("base_url", live_server.url)}])
        page.goto("/")
        if by_password:
            person.set_password(PASSWORD)
            person.save()
            page.get_by_label("E-mail address").fill(person.email)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Your desk").wait_for()
        return page

    return sign_in
