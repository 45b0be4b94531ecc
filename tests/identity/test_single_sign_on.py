"""OpenID Connect against a real provider: who comes in, who does not, and what they are told."""

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.contrib.sites.models import Site

from apps.core.clock import now
from apps.identity.actions import come_in
from apps.identity.rules import address_in, is_vouched_for, may_arrive
from apps.people.actions import change_access
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.records.models import Event

VOUCH = "did not confirm that your e-mail address is yours"


@pytest.mark.django_db(transaction=True)
def test_a_newcomer_becomes_a_person_once_and_hears_what_to_do_next(walk_in, browser):
    page = walk_in("newcomer")
    assert page.status_code == 200
    assert page.url.path == "/account/"
    assert "You hold no post here at present" in page.text
    nia = Person.objects.get()
    assert (nia.email, nia.name, nia.has_usable_password()) == ("nia.powell@greenpaper.example", "Nia Powell", False)
    verbs = ["people.registered", "identity.account_linked", "identity.signed_in"]
    assert [event.verb for event in Event.objects.about(nia)][::-1] == verbs
    browser.cookies.clear()
    assert walk_in("newcomer").url.path == "/account/"
    assert Person.objects.get() == nia
    assert SocialAccount.objects.get().user == nia
    assert Event.objects.about(nia).first().details == {"method": "socialaccount"}


@pytest.mark.django_db(transaction=True)
def test_amina_whom_an_administrator_registered_comes_in_as_herself(walk_in, amina):
    assert walk_in("amina", next="/account/").url.path == "/account/"
    assert SocialAccount.objects.get().user == amina
    assert Person.objects.get(pk=amina.pk).name == "Amina Osei"
    assert Event.objects.about(amina).first().post == "Policy adviser (HEO), Rural Transport"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("account", "says"),
    [
        ("impostor", VOUCH),
        ("says-false-in-text", VOUCH),
        ("says-nothing", VOUCH),
        ("outsider", "not open to people whose e-mail address ends in gmail.example"),
        ("look-alike", "did not give us your e-mail address"),
        ("no-address", "did not give us your e-mail address"),
    ],
)
def test_nobody_takes_over_amina_or_comes_in_from_elsewhere(walk_in, browser, amina, account, says):
    page = walk_in(account)
    assert page.status_code == 403
    assert says in page.text
    assert browser.get("/account/").url.path == "/accounts/login/"
    assert Person.objects.get() == amina
    assert not SocialAccount.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_address_passed_on_to_somebody_else_does_not_pass_on_the_account(walk_in, browser, amina):
    walk_in("amina")
    browser.cookies.clear()
    page = walk_in("amina-the-second")
    assert page.status_code == 403
    assert "If the address has been passed on to you" in page.text
    assert SocialAccount.objects.get().uid == "amina"


@pytest.mark.django_db(transaction=True)
def test_silence_counts_only_for_domains_the_administrator_named(walk_in, environment, amina):
    environment(OIDC_VERIFIED_DOMAINS="Greenpaper.example")
    assert walk_in("says-nothing", next="/account/").url.path == "/account/"
    assert SocialAccount.objects.get().user == amina


@pytest.mark.django_db(transaction=True)
def test_a_plain_no_stands_even_in_a_named_domain(walk_in, environment, amina):
    environment(OIDC_VERIFIED_DOMAINS="greenpaper.example")
    assert walk_in("impostor").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_somebody_who_was_stopped_is_told_so_plainly(walk_in, browser, amina):
    change_access(amina, may_sign_in=False, by=SYSTEM, at=now(), because="Left.")
    page = walk_in("amina")
    assert page.url.path == "/accounts/inactive/"
    assert "An administrator has ended your access" in page.text
    assert browser.get("/account/").url.path == "/accounts/login/"


@pytest.mark.django_db(transaction=True)
def test_a_person_without_a_name_is_called_by_their_address_until_it_is_mended(walk_in):
    walk_in("no-name")
    assert Person.objects.get().name == "olu.ade"


@pytest.mark.django_db(transaction=True)
def test_another_claim_may_be_the_key(walk_in, environment):
    environment(OIDC_UID_FIELD="oid")
    walk_in("has-oid")
    assert SocialAccount.objects.get().uid == "42-b"


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_the_provider_does_not_give_cannot_be_the_key(walk_in, environment):
    environment(OIDC_UID_FIELD="oid")
    page = walk_in("newcomer")
    assert page.status_code == 502
    assert "We could not sign you in" in page.text
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_does_not_answer_is_a_page_not_an_error(browser, environment):
    environment(OIDC_SERVER_URL="http://127.0.0.1:9", OIDC_CLIENT_ID="greenpaper")
    page = browser.get("/accounts/oidc/sso/login/")
    assert page.status_code == 502
    assert "We could not sign you in" in page.text


@pytest.mark.django_db(transaction=True)
def test_a_forged_answer_from_the_provider_is_refused(browser, single_sign_on):
    page = browser.get("/accounts/oidc/sso/login/callback/", params={"code": "stolen", "state": "invented"})
    assert page.status_code == 401
    assert "We could not sign you in" in page.text
    assert browser.get("/accounts/oidc/sso/login/callback/").status_code == 401


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "parameter", ["process=connect", "process=redirect", "scope=admin", "auth_params=prompt%3Dnone"]
)
def test_nothing_from_the_address_is_passed_on_to_the_provider(browser, single_sign_on, parameter):
    assert browser.get(f"/accounts/oidc/sso/login/?{parameter}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_nobody_is_sent_to_another_site_afterwards(walk_in, amina):
    assert walk_in("amina", next="https://evil.example/").url.host in {"localhost", "127.0.0.1"}


@pytest.mark.django_db
def test_with_nothing_in_the_environment_there_is_nothing(client, monkeypatch):
    site = Site.objects.get_current()
    row = SocialApp.objects.create(provider="openid_connect", provider_id="sso", name="Sneaked in", client_id="x")
    row.sites.add(site)
    assert "/accounts/oidc/" not in client.get("/accounts/login/").content.decode()
    assert client.get("/accounts/oidc/sso/login/").status_code == 404
    assert client.get("/accounts/oidc/sso/login/callback/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"), [("\x02reader\x03", "reader"), ("Olu\u200b \u202eAde", "Olu Ade"), ("\ud800", "olu.ade")]
)
def test_a_name_from_the_provider_holds_nothing_hidden(name, kept):
    claims = {"email": "olu.ade@greenpaper.example", "email_verified": True, "name": name}
    assert come_in(SocialAccount(provider="sso", uid="42"), claims, domains=[], at=now()).name == kept


@pytest.mark.parametrize(
    ("said", "trusted"),
    [(True, True), ("true", True), ("True", True), (False, False), ("false", False), (1, False), ("", False)],
)
def test_only_a_plain_yes_counts(said, trusted):
    claims = {"email": "a@greenpaper.example", "email_verified": said}
    assert is_vouched_for(claims, domains=["greenpaper.example"]) is trusted
    assert bool(may_arrive(claims, domains=[])) is trusted


@pytest.mark.parametrize(
    "email", [None, "", "nobody", "a@b@c", "two words@x.example", ["a@x.example"], "a@x.example\nBcc: b@x"]
)
def test_a_malformed_address_is_none(email):
    assert address_in({"email": email}) == ""
