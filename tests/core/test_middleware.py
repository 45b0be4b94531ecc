"""What every answer has in common: nothing typed is lost, and nothing is kept where others could read it."""

from html import unescape
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from apps.pages.models import Draft, Page, Space
from apps.people.models import Person
from tests import stories
from tests.cast import PASSWORD


@pytest.fixture
def draft(space: Space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina)


def words(draft: Draft) -> dict[str, object]:
    marking = "OFFICIAL-SENSITIVE"
    return {"title": "Fares", "body": "An hour’s work.", "audience": draft.audience, "marking": marking, "version": 2}


def said(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_a_session_that_ends_while_amina_writes_costs_her_nothing(draft: Draft, amina: Person, client: Client) -> None:
    cache.clear()  # Of the tries at signing in that other tests have left there.
    amina.set_password(PASSWORD)
    amina.save()
    path = reverse("pages:draft-edit", args=[draft.pk])
    form = f"http://testserver{path}"
    response = client.post(path, words(draft), headers={"referer": form})
    assert response.status_code == 401
    assert "An hour’s work." in said(response)
    assert 'class="app-marking">OFFICIAL-SENSITIVE<' in said(response)
    sign_in = reverse("account_login")
    assert f'href="{sign_in}?next={quote(form)}"' in said(response)
    back = client.post(sign_in, {"login": amina.email, "password": PASSWORD, "next": form})
    assert back.headers["Location"] == form


def test_whoever_only_looks_is_sent_to_sign_in(draft: Draft, client: Client) -> None:
    form = reverse("pages:draft-edit", args=[draft.pk])
    assert client.get(form).headers["Location"] == f"{reverse('account_login')}?next={form}"


def test_a_form_that_has_expired_gives_the_text_back(draft: Draft, amina: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina)
    response = client.post(reverse("pages:draft-edit", args=[draft.pk]), words(draft))
    assert response.status_code == 403
    assert "An hour’s work." in said(response)


def test_no_cache_keeps_what_one_person_may_read(fares: Page, amina: Person, client: Client) -> None:
    client.force_login(amina)
    for path in (fares.get_absolute_url(), "/", "/wiki/nowhere/"):
        assert client.get(path).headers["Cache-Control"] == "private, no-cache"
    client.logout()
    assert "no-store" in client.get(reverse("account_login")).headers["Cache-Control"]


def test_every_answer_carries_the_strict_policy(client, amina):
    client.force_login(amina)
    for address in ("/", "/no-such-page/", "/admin/"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in f"{policy};"
        assert "unsafe" not in policy
