"""Files of a draft."""

from datetime import timedelta

from apps.core.clock import now
from apps.pages.actions import files
from apps.pages.files import check
from apps.pages.models import Draft, StoredFile
from apps.pages.queries.files import mark_of
from tests.house.acts.stage import Act, Stage

SAVED = "pages.draft_saved"
ATTACHED = [SAVED, "pages.file_attached"]


def attached(stage: Stage) -> Draft:
    return files.attach(stage.draft, check(b"North to south.", "routes.txt"), "Routes", **stage.by)[0]


def replaced(stage: Stage) -> object:
    draft = attached(stage)
    other = check(b"South to north.", "other.txt")
    return files.replace(draft, "routes.txt", other, seen=mark_of(draft.files[0]), **stage.by)


def described(stage: Stage) -> object:
    draft = attached(stage)
    return files.describe(draft, "routes.txt", "All routes", seen=mark_of(draft.files[0]), **stage.by)


def taken_out(stage: Stage) -> object:
    draft = attached(stage)
    return files.take_out(draft, "routes.txt", seen=mark_of(draft.files[0]), **stage.by)


def thrown_away(stage: Stage) -> object:
    attached(stage)
    StoredFile.objects.update(attached_at=None)
    return files.throw_away_orphans(now() + timedelta(days=31))


ACTS: dict[str, tuple[Act, list[str]]] = {
    "pages.actions.files.attach": (attached, ATTACHED),
    "pages.actions.files.replace": (replaced, [*ATTACHED, SAVED, "pages.file_replaced"]),
    "pages.actions.files.describe": (described, [*ATTACHED, SAVED, "pages.file_described"]),
    "pages.actions.files.take_out": (taken_out, [*ATTACHED, SAVED, "pages.file_taken_out"]),
    "pages.actions.files.throw_away_orphans, which no version ever had": (thrown_away, ATTACHED),
}
