"""The versions of a draft: who wrote what, and when."""

from apps.pages.authorship import Runs, Source, covering, unwritten
from apps.pages.choices import DraftState
from apps.pages.models import Draft, DraftSave, Edition


def as_written(draft: Draft) -> Source:
    """The draft's newest text, and who wrote it."""
    newest = DraftSave.objects.filter(draft=draft, version=draft.version)
    return Source(draft.body, covering(newest.values_list("runs", flat=True).first() or [], draft.body))


def as_published(edition: Edition) -> Source:
    """The edition's text, and who wrote it as far as Greenpaper knows."""
    version = published_from(edition)
    return Source(edition.body, version_runs(version) if version else unwritten(edition.body))


def version_runs(version: DraftSave) -> Runs:
    """Who wrote the text of a version."""
    return covering(version.runs, version.body)


def published_from(edition: Edition) -> DraftSave | None:
    """The version of a draft whose text an edition is; None where it was brought in, or a space opened with it.

    A text that was put back after an emergency is that of the edition it was first published as.
    """
    first = edition.puts_back or edition
    published = Draft.objects.filter(page=first.page_id, state=DraftState.PUBLISHED)
    # One draft alone can have changed the edition before this one: publishing asks for the edition it was based on.
    before = published.filter(base__number=first.number - 1) if first.number > 1 else published.filter(base=None)
    draft = before.order_by("-pk").first()
    version = DraftSave.objects.filter(draft=draft, version=draft.version).first() if draft else None
    return version if version and version.body == first.body else None
