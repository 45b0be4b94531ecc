"""What stands in the draft form while somebody is typing: taken as it is, half done or not."""

from typing import Any

from apps.pages.actions.writing import Words
from apps.pages.forms.drafts import DraftForm
from apps.pages.forms.markings import HANDLING_LENGTH
from apps.pages.models import Draft

LEFT_OPEN = ("title", "audience", "marking")


class UnfinishedForm(DraftForm):
    """The draft form without what is asked for only on saving; what may not be stored at all is refused here too."""

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, unit=draft.space.unit, **kwargs)
        self.draft = draft
        for name in LEFT_OPEN:
            self.fields[name].required = False

    def clean_body(self) -> str:
        """Whether it can be laid out as a page is seen when it is saved."""
        body: str = self.cleaned_data["body"]
        return body

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        # Half a date, or what none of the radio buttons says: what stood there before is kept in its place.
        for name in ("audience", "marking", "instruction", "descriptors", "sensitive_until"):
            self.errors.pop(name, None)
        if len(self.marked()["handling"]) > HANDLING_LENGTH:
            self.add_error("handling", f"Handling instruction must be {HANDLING_LENGTH} characters or fewer")
        return said

    def words(self) -> Words:
        said = self.cleaned_data
        marked = {"marking": self.draft.marking} | {name: value for name, value in self.marked().items() if value}
        return Words(said["title"], said["body"], said.get("audience") or self.draft.audience, **marked)
