"""What somebody says who wants a page withdrawn, replaced, unpublished or moved."""

from collections.abc import Mapping
from typing import Any

from django import forms

from apps.clearance.choices import Act
from apps.clearance.models.proposals import Change
from apps.core.fields import Line, Prose
from apps.pages.models import Page
from apps.pages.queries.finding import pages_called
from apps.pages.slugs import LONGEST, slug_for
from apps.people.models import Person

EXPLANATION = 2000
ADDRESS = 2000


class Named(Line):
    """A page of those that somebody may read, told by title, path or address."""

    def __init__(self, person: Person, *, required_message: str = "", **options: Any) -> None:
        errors = {"required": required_message, "max_length": "The title or address is too long. Check it"}
        hint = "Its title, or its address such as rural-buses/fares."
        super().__init__(
            max_length=ADDRESS, required=bool(required_message), error_messages=errors, help_text=hint, **options
        )
        self.person = person

    def clean(self, value: Any) -> Any:
        """The one page that is meant; None for nothing typed."""
        said = super().clean(value)
        if not said:
            return None
        found = pages_called(said, self.person)
        if not found:
            raise forms.ValidationError(f"There is no page called ‘{said}’ that you can read, nor one at that address")
        if len(found) > 1:
            addresses = ", ".join(page.path for page in found)
            raise forms.ValidationError(f"Several pages are called ‘{said}’. Enter the address of one: {addresses}")
        return found[0]


class ChangeForm(forms.Form):
    """Why; what else is asked depends on the act."""

    because = Prose(
        label="Explanation",
        max_length=EXPLANATION,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter an explanation",
            "max_length": f"Explanation must be {EXPLANATION} characters or fewer",
        },
    )

    field_order = ("other", "slug", "because")
    hint = "Readers are shown this. It stays on the record."

    def __init__(self, *args: Any, page: Page, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].help_text = self.hint
        self.fields |= self.asked(page, person)
        self.order_fields(self.field_order)

    def asked(self, page: Page, person: Person) -> dict[str, forms.Field]:  # noqa: ARG002 - as its subclasses
        """The fields of this act besides the explanation."""
        return {}

    def change(self, act: Act) -> Change:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Change(act, said["because"], said.get("other"), said.get("slug", ""))


class WithdrawForm(ChangeForm):
    def asked(self, page: Page, person: Person) -> dict[str, forms.Field]:  # noqa: ARG002 - as the other subclasses
        return {"other": Named(person, label="Page that holds instead (optional)")}


class RemoveForm(ChangeForm):
    hint = "All that is left for readers. It stays on the record, so do not repeat what must not be read."


class ReplaceForm(ChangeForm):
    def asked(self, page: Page, person: Person) -> dict[str, forms.Field]:  # noqa: ARG002 - as the other subclasses
        return {"other": Named(person, label="Page that takes its place", required_message="Enter the other page")}


class MoveForm(ChangeForm):
    hint = "For whoever clears it. It stays on the record."

    def asked(self, page: Page, person: Person) -> dict[str, forms.Field]:
        slug = Line(
            label="Last part of its address",
            max_length=200,
            initial=page.slug,
            help_text=f"Small letters, numbers and hyphens, {LONGEST} at most.",
            error_messages={
                "required": "Enter the last part of its address",
                "max_length": "Last part of its address must be 200 characters or fewer",
            },
        )
        return {
            "other": Named(person, label="Page it goes below", required_message="Enter the other page"),
            "slug": slug,
        }

    def clean_slug(self) -> str:
        return slug_for(self.cleaned_data["slug"])


FORMS: Mapping[Act, type[ChangeForm]] = {
    Act.WITHDRAW: WithdrawForm,
    Act.REPLACE: ReplaceForm,
    Act.REMOVE: RemoveForm,
    Act.MOVE: MoveForm,
}
