"""What somebody typed and has not saved."""

from apps.pages.choices import KeptKind
from apps.pages.models import Draft, DraftSave, KeptText, PlainWriter
from apps.people.models import Person

# Nobody types in more drafts than this at once, and a desk has room for no more.
MOST = 5


def unfinished_in(draft: Draft, person: Person) -> KeptText | None:
    """What this person was typing in that draft, if anything."""
    return KeptText.objects.visible_to(person).filter(draft=draft, kind=KeptKind.UNFINISHED).first()


def is_text_untouched(kept: KeptText) -> bool:
    """Whether somebody changed a title or a marking alone: their text is what the version they began with says."""
    return DraftSave.objects.filter(draft=kept.draft_id, version=kept.base_version, body=kept.body).exists()


def unfinished_of(person: Person) -> list[KeptText]:
    """What this person was typing anywhere, latest first, with its draft."""
    texts = KeptText.objects.visible_to(person).filter(kind=KeptKind.UNFINISHED)
    return list(texts.select_related("draft").defer("body", "draft__body").order_by("-at")[:MOST])


def writes_plainly(person: Person) -> bool:
    """Whether this person would rather write on the plain form than together live."""
    return PlainWriter.objects.filter(person=person).exists()
