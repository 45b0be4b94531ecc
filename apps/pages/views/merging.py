"""What every page shows on which two texts of one paper are put together."""

from typing import Any

from django.http import HttpRequest

from apps.pages import markup
from apps.pages.forms.merging import MergeForm
from apps.pages.models import Draft, Edition
from apps.pages.models.markings import marking_over
from apps.pages.queries.files import in_draft, in_edition
from apps.pages.queries.pages import linked_by, pieces
from apps.people.requests import person_of


def merge_context(request: HttpRequest, draft: Draft, form: MergeForm) -> dict[str, Any]:
    """The merge, what comes of its facts, the highest marking of all that is shown, and the preview that was asked."""
    putting = form.putting
    merged = Draft(**putting.together.facts.facts)
    context = {"draft": draft, "form": form, "putting": putting, "together": putting.together, "merged": merged}
    context["marking"] = marking_over(draft, putting.base, putting.ours, putting.theirs, merged)
    if "preview" in request.POST and form.is_valid():
        words = form.words()
        rendered = markup.render(words.body)
        linked = linked_by(rendered.links, draft.space, person_of(request))
        published = [one for one in (putting.ours, putting.theirs) if isinstance(one, Edition)]
        files = {name: place for one in published for name, place in in_edition(one).items()} | in_draft(draft)
        context |= {"pieces": pieces(rendered.html, linked, files), "preview_title": words.title}
    return context
