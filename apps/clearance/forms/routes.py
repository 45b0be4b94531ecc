"""A clearance route as people type it: what goes for the whole, and one form a step."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from apps.clearance.choices import OPTIONAL_ACTS, SCOPE_WORDS, STANDING_WORDS
from apps.clearance.models import Route
from apps.clearance.models.routes import Layout, Wish
from apps.clearance.queries.routes import layout_of
from apps.clearance.rules.routes import MOST_DAYS, MOST_PEOPLE, MOST_STEPS
from apps.core.fields import Line, Prose
from apps.pages.models import Space
from apps.people.choices import Breadth
from apps.people.models import Grade, Person, Posting, Unit

LONG = 4000
UNIT, PERSON = "unit", "person"
WHOM = (
    *((str(scope), f"{words[0].upper()}{words[1:]}") for scope, words in SCOPE_WORDS.items()),
    (UNIT, "A named unit"),
    (PERSON, "A named person"),
)
# In practice spaces alone.
STANDS = "standing-"
BY_STANDING = tuple(
    (f"{STANDS}{level}", f"{words[0].upper()}{words[1:]}, whatever their grade")
    for level, words in STANDING_WORDS.items()
)
Choices = list[tuple[Any, str]]


def whole_number(label: str, most: int, *, required: bool, **options: Any) -> forms.IntegerField:
    """A field for a number from 1 up to so many."""
    wrong = f"{label} must be a whole number from 1 to {most}"
    kinds = ("required", "invalid", "min_value", "max_value")
    widget = forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"})
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        required=required,
        widget=widget,
        error_messages=dict.fromkeys(kinds, wrong),
        **options,
    )


class StepForm(forms.Form):
    stage = whole_number("Stage", MOST_STEPS, required=True)
    name = Line(
        label="Name of the step (optional)",
        required=False,
        max_length=60,
        error_messages={"max_length": "Name of the step must be 60 characters or fewer"},
    )
    whom = forms.ChoiceField(label="Who is asked", choices=WHOM, error_messages={"required": "Select who is asked"})
    unit = forms.TypedChoiceField(
        label="Unit, if a named unit is asked",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Select a unit from the list"},
    )
    person = Line(label="E-mail address, if a named person is asked", required=False, max_length=254)
    grade = forms.TypedChoiceField(
        label="Least grade",
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "Select the least grade"},
    )
    people_needed = whole_number("How many people", MOST_PEOPLE, required=True)
    working_days = whole_number("Working days to answer (optional)", MOST_DAYS, required=False)
    silence_clears = forms.BooleanField(label="Silence clears: no answer by then is a nil return", required=False)

    def __init__(self, *args: Any, units: Choices, grades: Choices, by_standing: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)
        whom.choices = [*WHOM, *BY_STANDING] if by_standing else [*WHOM]
        if by_standing:
            self.fields["grade"].label = "Least grade, unless standing is asked for"
        for name, choices in (("unit", units), ("grade", grades)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Select"), *choices]

    def clean(self) -> dict[str, Any]:
        """What was typed, with `asked`: the scope, unit or person, by its name in a wish."""
        said = super().clean() or self.cleaned_data
        whom = said.get("whom")
        if whom == UNIT:
            said["asked"] = {UNIT: self._needs(UNIT, said.get(UNIT), "Select the unit that is asked")}
        elif whom == PERSON:
            found = Person.objects.filter(email__iexact=said.get(PERSON) or "", is_active=True).first()
            why = "Enter the e-mail address of somebody who may sign in to Greenpaper"
            said["asked"] = {PERSON: self._needs(PERSON, found.pk if found else None, why)}
            if said.get("people_needed", 1) != 1:
                self.add_error("people_needed", "How many people must be 1 for a named person")
        elif whom in dict(BY_STANDING):
            said["asked"] = {"standing": int(whom.removeprefix(STANDS)), "grade": None}
        elif whom:
            said["asked"] = {"scope": int(whom)}
        if whom and whom not in dict(BY_STANDING) and said.get("grade") is None and "grade" not in self.errors:
            self.add_error("grade", "Select the least grade")
        if said.get("silence_clears") and not said.get("working_days") and "working_days" not in self.errors:
            self.add_error("working_days", "Enter after how many working days silence clears")
        return said

    def _needs(self, name: str, value: int | None, why: str) -> int | None:
        if value is None and name not in self.errors:
            self.add_error(name, why)
        return value

    def wish(self) -> Wish:
        """The step that was typed."""
        said = self.cleaned_data
        plain = ("stage", "name", "grade", "people_needed", "working_days", "silence_clears")
        return Wish(**({name: said[name] for name in plain} | said["asked"]))


StepForms = forms.formset_factory(
    StepForm, extra=0, min_num=1, max_num=MOST_STEPS, absolute_max=MOST_STEPS + 1, validate_min=True, validate_max=True
)
WRONG_NUMBER = f"A route needs from 1 to {MOST_STEPS} steps"


class WholeForm(forms.Form):
    acts = forms.MultipleChoiceField(
        label="What needs clearing besides text",
        choices=[(act.value, act.label) for act in OPTIONAL_ACTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Any member of the space does alone what is not ticked here. Changing this route is always cleared.",
        error_messages={"invalid_choice": "Select from the list what needs clearing"},
    )
    because = Prose(
        label="Why the route should change",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter why the route should change",
            "max_length": f"The reason must be {LONG} characters or fewer",
        },
    )


class WriterForm(forms.Form):
    """Whose text it would be, for the answer to leave them out."""

    writer = forms.ModelChoiceField(
        label="If it was written by",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Nobody who could clear it",
        error_messages={"invalid_choice": "Select somebody who is posted in the space’s unit"},
    )

    def __init__(self, *args: Any, space: Space, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["writer"]
        assert isinstance(field, forms.ModelChoiceField)
        posts = Posting.objects.held_at(at).within(space.unit)
        field.queryset = Person.objects.filter(is_active=True, pk__in=posts.values("person_id")).order_by("name", "pk")


class RouteSheet:
    """The whole form of a route: `whole` and `steps`, either as typed and to be judged, or to be typed in."""

    def __init__(
        self, route: Route, data: MultiValueDict[str, Any] | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        self.route = route
        rows = initial["steps"] if initial else None
        kinds: dict[str, Any] = {"units": _units(route), "grades": list(Grade.objects.values_list("pk", "name"))}
        kinds["by_standing"] = route.space.is_practice
        self.whole = WholeForm(data, initial=dict(initial) if initial else None)
        # Of rows that stand there to begin with, min_num would add one more.
        self.steps = StepForms(data, initial=rows, prefix="steps", form_kwargs=kinds)
        self.steps.min_num = 1 if data is not None else 0

    @classmethod
    def as_laid(cls, route: Route) -> "RouteSheet":
        """The form with the route as it is in it."""
        layout = layout_of(route)
        people = Person.objects.in_bulk({wish.person for wish in layout.steps if wish.person is not None})
        rows = [_row(wish, people) for wish in layout.steps]
        return cls(route, initial={"steps": rows, "acts": layout.acts})

    @classmethod
    def kept(cls, route: Route, data: MultiValueDict[str, Any], do: str) -> "RouteSheet":
        """The form with everything that was typed still in it, after 'add' or 'remove-2', say."""
        rows = [_typed(data, number) for number in range(_how_many(data))]
        if do == "add" and len(rows) < MOST_STEPS:
            rows.append({"stage": len(rows) + 1, "people_needed": 1})
        drop = do.removeprefix("remove-")
        if drop.isdecimal() and len(drop) < 4 and int(drop) < len(rows) and len(rows) > 1:
            del rows[int(drop)]
        whole = {"acts": data.getlist("acts"), "because": data.get("because", "")}
        return cls(route, initial={"steps": rows, **whole})

    @property
    def forms(self) -> list[forms.Form]:
        """Every form in it, from the top of the screen."""
        return [*self.steps.forms, self.whole]

    @property
    def errors(self) -> bool:
        """Whether anything that was typed is wrong."""
        return self.whole.is_bound and not self.is_valid()

    def is_valid(self) -> bool:
        if self.steps.is_valid():
            return self.whole.is_valid()
        if self.steps.non_form_errors() and not self.whole.non_field_errors():
            self.whole.add_error(None, WRONG_NUMBER)
        return False

    def refuse(self, why: str) -> None:
        """Say why what was typed cannot be."""
        self.whole.add_error(None, why)

    def layout(self, marking: str) -> Layout:
        """What was typed, for a route of that marking."""
        return Layout.of((form.wish() for form in self.steps.forms), self.whole.cleaned_data["acts"], marking)


def _units(route: Route) -> Choices:
    """The units of the space's own department, and those that the route names already."""
    home = route.space.unit.spanning(Breadth.DEPARTMENT)
    near = Unit.objects.within(home) | Unit.objects.filter(pk__in=route.steps.values("unit_id"))
    return list(near.order_by("name", "pk").values_list("pk", "name"))


def _row(wish: Wish, people: Mapping[int, Person]) -> dict[str, Any]:
    row = {name: getattr(wish, name) for name in StepForm.base_fields if name not in {"whom", PERSON}}
    row["whom"] = str(wish.scope) if wish.scope is not None else UNIT if wish.unit is not None else PERSON
    if wish.standing is not None:
        row["whom"] = f"{STANDS}{wish.standing}"
    row[PERSON] = people[wish.person].email if wish.person is not None else ""
    return row


def _how_many(data: MultiValueDict[str, Any]) -> int:
    said = data.get("steps-TOTAL_FORMS", "")
    return min(int(said), MOST_STEPS) if said.isdecimal() and len(said) < 4 else 1


def _typed(data: MultiValueDict[str, Any], number: int) -> dict[str, Any]:
    row: dict[str, Any] = {name: data.get(f"steps-{number}-{name}", "") for name in StepForm.base_fields}
    row["silence_clears"] = row["silence_clears"] not in {"", "False"}
    return row
