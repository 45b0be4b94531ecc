"""Our form templates say what GOV.UK Frontend's own say: its reference markup comes with the package."""

import json
from pathlib import Path

import pytest
from django import forms
from lxml import html

from apps.govuk.widgets import RadiosWithHints
from tests.house.project import ROOT

COMPONENTS = Path(ROOT, "node_modules", "govuk-frontend", "dist", "govuk", "components")


class Application(forms.Form):
    name = forms.CharField(label="Name", help_text="As on your pass.", error_messages={"required": "Enter a name"})
    story = forms.CharField(widget=forms.Textarea, help_text="Briefly.", error_messages={"required": "Enter a story"})
    county = forms.ChoiceField(
        choices=[("k", "Kent")], help_text="Where you work.", error_messages={"required": "Enter a county"}
    )
    fare = forms.ChoiceField(
        choices=[("low", "Low"), ("high", "High")],
        widget=RadiosWithHints({"low": "Under two pounds."}),
        error_messages={"required": "Select a fare"},
    )
    days = forms.MultipleChoiceField(
        choices=[("mon", "Monday")], widget=forms.CheckboxSelectMultiple, error_messages={"required": "Select a day"}
    )
    agree = forms.BooleanField(label="I agree", error_messages={"required": "Agree first"})
    secret = forms.CharField(widget=forms.PasswordInput, error_messages={"required": "Enter a password"})
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the form again"})


def shown(form, name):
    return html.fromstring(form[name].as_field_group())


def reference(component, fixture):
    """The classes of each element in GOV.UK Frontend's own example, from the outermost on."""
    listed = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    return classes_in(html.fromstring(next(one["html"] for one in listed if one["name"] == fixture)))


def classes_in(tree):
    return [(element.tag, frozenset(element.get("class").split())) for element in tree.iter() if element.get("class")]


@pytest.mark.parametrize(
    ("name", "component", "fixture"),
    [
        ("name", "input", "with error and hint"),
        ("story", "textarea", "with hint and error message"),
        ("county", "select", "with hint text and error message"),
    ],
)
def test_a_field_in_error_has_the_classes_of_the_design_system(name, component, fixture):
    # Our labels are bold, which the Design System leaves to the service.
    found = [(tag, classes - {"govuk-label--s"}) for tag, classes in classes_in(shown(Application({}), name))]
    assert found == reference(component, fixture)


def test_radios_have_the_classes_of_the_design_system():
    found = [
        (tag, classes - {"govuk-fieldset__legend--s"}) for tag, classes in classes_in(shown(Application(), "fare"))
    ]
    item = [
        ("div", {"govuk-radios__item"}),
        ("input", {"govuk-radios__input"}),
        ("label", {"govuk-label", "govuk-radios__label"}),
    ]
    assert found == [
        ("div", {"govuk-form-group"}),
        ("fieldset", {"govuk-fieldset"}),
        ("legend", {"govuk-fieldset__legend"}),
        ("div", {"govuk-radios"}),
        *item,
        ("div", {"govuk-hint", "govuk-radios__hint"}),
        *item,
    ]


def test_a_hint_belongs_to_its_own_radio():
    low, high = shown(Application(), "fare").xpath("//input")
    assert low.get("aria-describedby") == "id_fare_0_hint"
    assert high.get("aria-describedby") is None
    assert shown(Application(), "fare").xpath("//*[@id='id_fare_0_hint']/text()") == ["Under two pounds."]


@pytest.mark.parametrize("name", ["name", "story", "county", "secret"])
def test_a_control_in_error_says_so_to_everybody(name):
    (control,) = shown(Application({}), name).xpath("//input | //textarea | //select")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby").split()[-1] == f"id_{name}_error"
    (message,) = shown(Application({}), name).xpath(f"//*[@id='id_{name}_error']")
    assert " ".join(message.text_content().split()).startswith("Error: Enter a ")


@pytest.mark.parametrize("name", ["fare", "days"])
def test_an_error_about_a_choice_belongs_to_the_group(name):
    group = shown(Application({}), name)
    assert group.xpath("//fieldset/@aria-describedby") == [f"id_{name}_error"]
    assert group.xpath("//input[@aria-invalid]") == []


def test_the_browser_is_never_asked_to_refuse_first():
    assert html.fromstring(str(Application({}))).xpath("//*[@required]") == []


def test_what_is_hidden_has_no_style():
    hidden = html.fromstring(str(Application({"version": "3"})["version"]))
    assert (hidden.get("type"), hidden.get("value"), hidden.get("class")) == ("hidden", "3", None)


def test_one_checkbox_has_its_label_after_it():
    box, label = shown(Application(), "agree").xpath("//div[@class='govuk-checkboxes__item']/*")
    assert (box.get("class"), label.text, label.get("for")) == ("govuk-checkboxes__input", "I agree", box.get("id"))


def test_a_password_can_be_shown():
    group = shown(Application(), "secret")
    assert group.get("data-module") == "govuk-password-input"
    (button,) = group.xpath("//button")
    assert (button.get("aria-controls"), button.get("type")) == ("id_secret", "button")
    assert group.xpath("//input/@value") == []
