"""Password, code by e-mail, a newcomer's link: who gets in, and that nobody learns who is registered."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from apps.core.clock import now
from apps.identity import actions
from apps.people.actions import change_access
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.records.models import Event
from tests.cast import PASSWORD

LOGIN = "/accounts/login/"
ASK = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
AMINA = "amina.osei@greenpaper.example"
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.MULTILINE)


def sign_in(client, email=AMINA, password=PASSWORD, **others):
    return client.post(LOGIN, {"login": email, "password": password, **others})


def who(client):
    response = client.get("/account/")
    return str(response.context["person"]) if response.status_code == 200 else None


def stop(person):
    change_access(person, may_sign_in=False, by=SYSTEM, at=now(), because="Left.")


def ask_for_code(client, email):
    """Ask, and return what the asker sees, with the address itself left out."""
    response = client.post(ASK, {"email": email}, follow=True)
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    return response.redirect_chain, token.sub("", response.content.decode()).replace(email, "ADDRESS")


def test_amina_signs_in_with_her_password_and_out_again(client, amina):
    assert sign_in(client, "Amina.Osei@Greenpaper.Example").headers["Location"] == "/"
    assert who(client) == "Amina Osei"
    assert client.get("/accounts/logout/").status_code == 200
    assert who(client) == "Amina Osei"
    assert client.post("/accounts/logout/").headers["Location"] == LOGIN
    assert who(client) is None
    told = [(event.verb, event.details) for event in Event.objects.about(amina)[:2]]
    assert told == [("identity.signed_out", {}), ("identity.signed_in", {"method": "password"})]


def test_erin_who_left_comes_in_and_is_told_what_to_do(client, erin):
    erin.set_password(PASSWORD)
    erin.save()
    assert sign_in(client, erin.email).headers["Location"] == "/account/"
    page = client.get("/account/").content.decode()
    assert "You hold no post here at present" in page
    assert "Policy adviser (HEO), Rural Transport" in page


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, amina):
    wrong, unknown = sign_in(client, password="no"), sign_in(client, "nobody@greenpaper.example")
    errors = {"__all__": ["The e-mail address or password is wrong. Check both and try again."]}
    assert wrong.context["form"].errors == unknown.context["form"].errors == errors
    assert 'value="amina.osei@greenpaper.example"' in wrong.content.decode()
    assert who(client) is None
    failure = Event.objects.filter(verb="identity.sign_in_failed").get()
    assert (failure.about_name, failure.actor_name) == ("Amina Osei", "Greenpaper")


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "x" * 600 + "@greenpaper.example", "nul\x00@greenpaper.example"]
)
def test_bad_input_is_a_sentence_beside_its_field(client, db, email):
    response = sign_in(client, email)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["login"]
    response = client.post(ASK, {"email": email})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]


def test_somebody_stopped_is_told_only_once_the_password_is_right(client, amina):
    stop(amina)
    response = sign_in(client)
    assert response.headers["Location"] == "/accounts/inactive/"
    assert "An administrator has ended your access" in client.get("/accounts/inactive/").content.decode()
    assert sign_in(client, password="no").status_code == 200
    assert who(client) is None


def test_stopping_somebody_ends_their_session_at_the_next_request(client, amina):
    sign_in(client)
    stop(amina)
    assert client.get("/account/").headers["Location"] == f"{LOGIN}?next=/account/"


def test_six_wrong_passwords_lock_the_account_and_not_the_office(client, amina, ben):
    ben.set_password(PASSWORD)
    ben.save()
    for _ in range(5):
        sign_in(client, password="no")
    locked = sign_in(client)
    assert "Wait a few minutes" in locked.context["form"].errors["__all__"][0]
    assert sign_in(client, ben.email).status_code == 302


def test_forty_colleagues_behind_one_address_sign_in_within_a_minute(client, amina):
    for _ in range(40):  # Allauth stops at thirty unless told otherwise.
        assert sign_in(type(client)()).status_code == 302


def test_nobody_is_sent_to_another_site(client, amina):
    for address in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert sign_in(client, next=address).headers["Location"] == "/"
        assert client.post("/accounts/logout/", {"next": address}).headers["Location"] == LOGIN
    assert sign_in(client, next="/account/").headers["Location"] == "/account/"


def test_amina_signs_in_with_a_code(client, amina, mailoutbox):
    ask_for_code(client, AMINA)
    letter = mailoutbox.pop()
    assert (letter.to, letter.subject) == ([AMINA], "Your code to sign in to Greenpaper")
    wrong = client.post(CONFIRM, {"code": "AAAA-AAAA"})
    assert wrong.context["form"].errors == {"code": ["The code is wrong. Check it and try again."]}
    code = CODE.search(letter.body)[0]
    assert client.post(CONFIRM, {"code": f" {code.lower().replace('-', ' ')} "}).headers["Location"] == "/"
    assert who(client) == "Amina Osei"
    methods = [event.details["method"] for event in Event.objects.about(amina)[:2]]
    assert methods == ["code", "code"]


def test_a_code_is_of_no_use_in_another_browser_or_after_three_wrong_ones(client, amina, mailoutbox):
    ask_for_code(client, AMINA)
    code = CODE.search(mailoutbox[0].body)[0]
    other = type(client)()
    assert other.post(CONFIRM, {"code": code}).headers["Location"] == ASK
    for _ in range(3):
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
    assert client.post(CONFIRM, {"code": code}).headers["Location"] == ASK
    assert who(client) is None


def test_another_address_can_be_tried(client, amina):
    ask_for_code(client, "amina.osei@greenpaper.exam")
    assert client.get(ASK).headers["Location"] == CONFIRM
    assert client.post("/accounts/logout/", {"next": ASK}).headers["Location"] == ASK
    assert client.get(ASK).status_code == 200


def test_asking_for_a_code_teaches_nothing(client, amina, ben, mailoutbox, settings):
    settings.SIGN_IN_EMAIL_DOMAINS = frozenset({"greenpaper.example", "rural.gov.uk"})
    stop(ben)
    askers = (AMINA, ben.email, "new@rural.gov.uk", "ned@gmail.example", "am\u0131na.osei@greenpaper.example")
    seen = [ask_for_code(type(client)(), email) for email in askers]
    assert seen.count(seen[0]) == len(askers)
    letters = {letter.to[0]: letter.subject for letter in mailoutbox}
    assert letters == {
        AMINA: "Your code to sign in to Greenpaper",
        ben.email: "You can no longer sign in to Greenpaper",
        "new@rural.gov.uk": "Start using Greenpaper",
    }


def test_somebody_registered_elsewhere_gets_no_code(client, db, mailoutbox):
    Person.objects.create_user("contractor@elsewhere.example", name="Con Tractor")
    ask_for_code(client, "contractor@elsewhere.example")
    assert mailoutbox == []


def test_a_newcomer_follows_the_link_says_a_name_and_is_in(client, db, mailoutbox, settings):
    settings.PUBLIC_ADDRESS = "https://wiki.example"
    ask_for_code(client, "Nia.Powell@greenpaper.example")
    link = re.search(r"https://wiki\.example(\S+)", mailoutbox[0].body)[1]
    scanner = type(client)()
    assert "nia.powell@greenpaper.example for the first time" in scanner.get(link).content.decode()
    assert not Person.objects.exists()
    for wrong in ("", "Nul\x00", "N" * 600, "Nia\u202e"):
        assert client.post(link, {"name": wrong}).context["form"].errors
    assert client.post(link, {"name": " Nia  Powell "}).headers["Location"] == "/account/"
    nia = Person.objects.get()
    assert (nia.email, nia.name, who(client)) == ("nia.powell@greenpaper.example", "Nia Powell", "Nia Powell")
    verbs = [event.verb for event in Event.objects.about(nia)]
    assert verbs == ["identity.signed_in", "people.registered"]
    again = scanner.post(link, {"name": "Somebody else"})
    assert again.status_code == 403
    assert "This link has been used" in again.content.decode()


def test_a_newcomers_link_is_nobodys_to_make_and_grows_old(client, db, settings):
    good = actions.signing.dumps("nia@greenpaper.example", salt=actions.NEWCOMER)
    other = actions.signing.dumps("nia@greenpaper.example", salt="another purpose")
    outside = actions.signing.dumps("nia@gmail.example", salt=actions.NEWCOMER)
    for token in (good[:-1] + "!", other, outside, "x" * 4000):
        assert client.get(reverse("identity:welcome", args=[token])).status_code == 403
    assert client.get(reverse("identity:welcome", args=[good])).status_code == 200
    settings.NEWCOMER_LINK_SECONDS = -1
    assert "no longer works" in client.get(reverse("identity:welcome", args=[good])).content.decode()


def test_amina_sets_a_new_password_by_link_once(client, amina, mailoutbox, settings):
    settings.PUBLIC_ADDRESS = "https://wiki.example"
    for email in (AMINA, "nobody@greenpaper.example"):
        assert client.post("/accounts/password/reset/", {"email": email}).headers["Location"].endswith("/reset/done/")
    assert [letter.to for letter in mailoutbox] == [[AMINA]]
    link = re.search(r"https://wiki\.example(\S+)", mailoutbox[0].body)[1]
    form = client.get(link).headers["Location"]
    assert "key" in form
    weak = client.post(form, {"password1": "password1234", "password2": "password1234"})
    assert list(weak.context["form"].errors) == ["password1"]
    words = {"password1": "a much better pass phrase", "password2": "a much better pass phrase"}
    assert client.post(form, words).headers["Location"].endswith("/key/done/")
    assert "This link no longer works" in type(client)().get(link, follow=True).content.decode()
    assert sign_in(client, password="a much better pass phrase").status_code == 302
    assert mailoutbox[-1].subject == "Your Greenpaper password was set anew"


def test_amina_changes_her_password_and_her_other_sessions_end(client, amina, mailoutbox):
    other = type(client)()
    sign_in(client)
    sign_in(other)
    change = "/accounts/password/change/"
    words = {"oldpassword": "no", "password1": "short", "password2": "shorter"}
    errors = client.post(change, words).context["form"].errors
    assert errors["oldpassword"] == ["Enter the password you use now"]
    assert "at least 12 characters" in errors["password1"][0]
    fresh = "a much better pass phrase"
    words = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    assert client.post(change, words).headers["Location"] == "/account/"
    assert (who(client), who(other)) == ("Amina Osei", None)
    assert mailoutbox[0].subject == "Your Greenpaper password was changed"


def test_whoever_has_no_password_proves_the_mailbox_first(client, ben):
    client.force_login(ben)
    page = client.get("/accounts/password/change/", follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/password/reset/"
    assert "Set a password" in client.get("/account/").content.decode()


def test_the_admin_is_entered_by_our_own_door(client, ines, amina):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(LOGIN)
    response = client.post("/admin/login/", {"username": AMINA, "password": PASSWORD})
    assert response.headers["Location"].startswith(LOGIN)
    sign_in(client)
    assert client.get("/admin/login/?next=/admin/").status_code == 403
    client.force_login(ines)
    page = client.get("/admin/")
    assert page.status_code == 200
    assert not re.search(r"/admin/(account|socialaccount)/", page.content.decode())


@pytest.mark.parametrize(
    "name", ["signup", "email", "confirm_email", "email_verification_sent", "reauthenticate", "signup_by_passkey"]
)
def test_screens_we_do_not_support_have_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"account_{name}")


@pytest.mark.parametrize("name", ["signup", "connections", "login_error"])
def test_nor_have_those_of_other_providers(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"socialaccount_{name}")
