"""The files that are cleared with a text, and how they differ from those that readers have now."""

from typing import Any

from django import template

from apps.clearance.models import Submission
from apps.pages.models import Edition
from apps.pages.queries.files import attachments, changes

register = template.Library()


@register.inclusion_tag("clearance/_files.html")
def submission_files(submission: Submission, before: Edition | None) -> dict[str, Any]:
    """What goes with the text that was submitted; `before` is the edition it is compared with, if any."""
    listed = attachments(submission.files, "clearance:submission-file", submission.pk)
    changed = changes(before.files, submission.files) if before else []
    return {"files": listed, "changes": changed, "heading": "Files that go with the text"}
