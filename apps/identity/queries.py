"""How somebody can sign in."""

from allauth.socialaccount.models import SocialAccount

from apps.people.models import Person


def has_single_sign_on(person: Person) -> bool:
    """Whether an account of an identity provider is tied to them."""
    return bool(SocialAccount.objects.filter(user=person).exists())
