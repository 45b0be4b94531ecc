"""The files that go with a text, wherever the text is shown."""

from typing import Any

from django import template

from apps.pages import markup
from apps.pages.models import Draft, Edition, Page
from apps.pages.queries.files import attachments, missing_from, not_shown_in

register = template.Library()


@register.inclusion_tag("pages/_draft_files.html")
def draft_files(draft: Draft, may_write: object) -> dict[str, Any]:
    """A draft's files, what its text refers to in vain, and the way to add some."""
    return _of_draft(draft) | {"may_write": may_write}


@register.inclusion_tag("pages/_files_to_submit.html")
def files_to_submit(draft: Draft) -> dict[str, Any]:
    """What is cleared with the text, and what its text refers to in vain."""
    return _of_draft(draft)


@register.inclusion_tag("pages/_files_while_writing.html")
def files_while_writing(draft: Draft) -> dict[str, Any]:
    """What the text may refer to, and the way to add more without leaving it."""
    return {"draft": draft, "files": draft.files}


@register.inclusion_tag("pages/_files.html")
def page_files(page: Page, edition: Edition) -> dict[str, Any]:
    """What readers of a page find below its text: the files that it neither shows nor links to."""
    listed = attachments(edition.files, "pages:page-file", page.pk)
    return {"files": not_shown_in(edition.html, listed), "heading": "Files"}


@register.inclusion_tag("pages/_files.html")
def edition_files(edition: Edition) -> dict[str, Any]:
    """Every file of an edition."""
    listed = attachments(edition.files, "pages:edition-file", edition.page_id, edition.number)
    return {"files": listed, "heading": "Files"}


def _of_draft(draft: Draft) -> dict[str, Any]:
    listed = attachments(draft.files, "pages:draft-file", draft.pk)
    missing = missing_from(markup.render(draft.body).html, draft.files) if markup.SCHEME in draft.body else []
    return {"draft": draft, "files": listed, "missing": missing}
