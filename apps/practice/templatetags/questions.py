"""Questions, thanks and the weekly digest, beside practices and spaces."""

from typing import Any

from django import template

from apps.core.clock import now
from apps.pages.models import Space
from apps.practice.models import Answer, DigestReader, Practice, Thanks
from apps.practice.queries.answers import answer_behind
from apps.practice.queries.questions import waiting_in
from apps.practice.rules.questions import may_thank

register = template.Library()


@register.inclusion_tag("practice/_thanks_for_practice.html", takes_context=True)
def practice_thanks(context: template.Context, practice: Practice) -> dict[str, Any]:
    """How many said thank you for a practice, and the button to do so or to take it back."""
    person = context["request"].user
    given = Thanks.objects.about(practice)
    return {
        "practice": practice,
        "thanked": given.count(),
        "is_thanked": given.filter(by=person).exists(),
        "may_thank": bool(may_thank(person, practice, now())),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("practice/_began_with.html", takes_context=True)
def began_with(context: template.Context, practice: Practice) -> dict[str, Any]:
    """The answer a practice began with, and who gave it; where its reader may not see it any more, only that."""
    answer = answer_behind(practice)
    if answer is None:
        return {}
    seen = Answer.objects.visible_to(context["request"].user).filter(pk=answer.pk).exists()
    return {"answer": answer, "is_seen": seen}


@register.inclusion_tag("practice/_questions_of_space.html", takes_context=True)
def questions_of(context: template.Context, space: Space) -> dict[str, Any]:
    """The questions of a space, and the letter each week: for its list of practices."""
    person = context["request"].user
    return {
        "space": space,
        "waiting": waiting_in(space, person),
        "gets_digest": DigestReader.objects.filter(space=space, person=person).exists(),
    }
