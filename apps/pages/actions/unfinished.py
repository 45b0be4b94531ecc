"""What somebody is typing into the plain form, kept for them until they save it: nobody else ever sees it.

Nothing here leaves a record. What nobody but its writer reads binds nobody yet, and a ledger that grew with every pause
would tell colleagues when somebody sat down to write.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions.writing import Words, already_says, was_sent_before
from apps.pages.choices import DAYS_TO_CHANGE_ONES_MIND, KeptKind
from apps.pages.models import Draft, KeptText, PlainWriter
from apps.pages.rules import may_be_kept, may_take_part
from apps.people.models import Person


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The form something is typed in: its key, and when the unfinished text that it opened with was typed.

    Somebody may have the same draft open in two windows, and neither takes the place of what is typed in the other.
    `live` is the number of the live text that the form is bound to, if it is to one.
    """

    key: str = ""
    opened_with: str = ""
    live: int | None = None

    def holds(self, kept: KeptText) -> bool:
        """Whether an unfinished text was typed in this form, or is the one it opened with and nobody typed since."""
        return bool(self.key) and (kept.typed_in == self.key or kept.at.isoformat() == self.opened_with)


@transaction.atomic
def keep(draft: Draft, words: Words, *, made_on: int, form: OpenForm, by: Person, at: datetime) -> KeptText | None:
    """This will keep the words as what `by` is typing in that form, in place of what they typed in it before.

    `made_on` is the version they are typed on. What they typed in another form is set aside. Returns None when the
    words are in the draft already, and so nothing is unfinished. A draft that is submitted or discarded meanwhile stops
    nobody from keeping what they typed. Raises Refused when `by` may not draft here or the words may stand nowhere.
    """
    draft = _locked(draft)
    may_take_part.require(by, draft, at)
    words = words.tidy()
    may_be_kept.require(words.title, "\n".join((words.body, words.handling)))
    if already_says(draft, words) or was_sent_before(draft, words, made_on=made_on, by=by):
        finish(draft, words, form=form, by=by, at=at)
        return None
    before = _unfinished(draft, by)
    if before is not None and not form.holds(before):
        _set_aside(before)
        before = None
    kept = before or KeptText(draft=draft, by=by, kind=KeptKind.UNFINISHED)
    kept.at, kept.base_version, kept.typed_in = at, made_on, form.key
    for name, value in words.written(draft).items():
        setattr(kept, name, value)
    kept.save()
    return kept


def finish(draft: Draft, words: Words, *, form: OpenForm, by: Person, at: datetime) -> None:
    """This will let go of what was kept of a form, as it is in the draft now. Part of saving, in its transaction.

    `words` are those that the form was sent with, tidy. What somebody typed on while it waited to be saved stays.
    """
    kept = _unfinished(draft, by)
    if kept is None:
        return
    is_saved = kept.words() in (draft.words(), words.written(draft))
    if is_saved or (form.holds(kept) and kept.at <= at):
        kept.delete()


@transaction.atomic
def put_away(draft: Draft, *, by: Person) -> KeptText | None:
    """This will set aside what `by` was typing, for thirty days; None when there is nothing. It is theirs alone."""
    kept = _unfinished(_locked(draft), by)
    if kept is not None:
        _set_aside(kept)
    return kept


def tell_who_was_typing(draft: Draft, *, at: datetime) -> None:
    """This will tell whoever has unfinished text in a locked draft that it is closed now. Part of closing it."""
    typing = KeptText.objects.filter(draft=draft, kind=KeptKind.UNFINISHED)
    people = Person.objects.filter(is_active=True, pk__in=typing.values("by_id"))
    tell(people, NoticeKind.NOT_IN_IT, about=draft, at=at)


def let_go_of_old_unfinished_texts(at: datetime) -> int:
    """This will delete what nobody has typed at or saved for thirty days, and count it."""
    old = at - timedelta(days=DAYS_TO_CHANGE_ONES_MIND)
    deleted, _ = KeptText.objects.filter(kind=KeptKind.UNFINISHED, at__lte=old).delete()
    return deleted


def write_plainly(person: Person, *, at: datetime) -> None:
    """This will give somebody the plain form from now on."""
    PlainWriter.objects.get_or_create(person=person, defaults={"since": at})


def write_together(person: Person) -> None:
    """This will let somebody write together with others live from now on."""
    PlainWriter.objects.filter(person=person).delete()


def _locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=draft.pk)


def _unfinished(draft: Draft, by: Person) -> KeptText | None:
    return KeptText.objects.filter(draft=draft, by=by, kind=KeptKind.UNFINISHED).first()


def _set_aside(kept: KeptText) -> None:
    kept.kind, kept.typed_in = KeptKind.SET_ASIDE, ""
    kept.save(update_fields=["kind", "typed_in"])
