"""The screens around signing in: what they cost, say and look like to whoever is in or out."""

import re
from datetime import timedelta

import pytest

from apps.core.clock import now
from tests.cast import PASSWORD
from tests.identity.test_signing_in import sign_in

LOGIN = "/accounts/login/"
ASK = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
AMINA = "amina.osei@greenpaper.example"
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.MULTILINE)


def test_allauth_adds_no_query_to_a_signed_in_request(client, amina, django_assert_num_queries):
    client.force_login(amina)
    with django_assert_num_queries(4):  # session, person, their postings, their provider
        client.get("/account/")
    with django_assert_num_queries(2):  # session, person
        client.get("/accounts/password/change/")


def test_amina_sees_what_she_holds_held_and_will_hold(client, amina, government):
    end = now() + timedelta(days=1)
    amina.postings.update(ends_at=end)
    client.force_login(amina)
    response = client.get("/account/")
    assert [str(posting) for posting in response.context["held"]] == ["Policy adviser (HEO), Rural Transport"]
    assert response.context["others"] == []
    assert response.context["ways"] == {"single_sign_on": False, "code": True, "password": True}
    assert "What to do next" not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_browser_without_javascript_signs_in_and_out(browser, amina):
    page = browser.get("/account/")
    assert page.url.path == LOGIN
    page = browser.submit(page, form=0, login=AMINA, password=PASSWORD)
    assert (page.status_code, page.url.path) == (200, "/account/")
    assert "Amina Osei" in page.text


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        (LOGIN, "Sign in"),
        (ASK, "Get a code by e-mail"),
        ("/accounts/inactive/", "You cannot sign in"),
        ("/accounts/password/reset/", "Set a new password"),
        ("/accounts/password/reset/done/", "Check your e-mail"),
        ("/accounts/password/reset/key/1-invented-key/", "This link no longer works"),
        ("/accounts/password/reset/key/done/", "You have a new password"),
        ("/accounts/sso/cancelled/", "You have not signed in"),
    ],
)
def test_screens_for_whoever_is_signed_out_stand_alone(client, db, address, heading):
    page = client.get(address).content.decode()
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", page) == [heading]
    assert f"<title>{heading} - Greenpaper</title>" in page
    assert "govuk-service-navigation" not in page
    assert not re.search(r"<style|style=|<script(?! src)|onclick", page)


def test_too_many_requests_are_a_page(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client)
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "You have tried too many times" in refused.content.decode()
