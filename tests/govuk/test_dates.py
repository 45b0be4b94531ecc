"""Days in three inputs and times of day, as people type them."""

from datetime import date, time

import pytest
from django import forms

from apps.govuk.fields import DayField, TimeOfDayField


class When(forms.Form):
    day = DayField(label="Date", help_text="For example, 27 3 2027")
    hour = TimeOfDayField(label="Time")


class Perhaps(forms.Form):
    day = DayField(required=False)
    hour = TimeOfDayField(required=False)


def typed(day, month, year, hour="9am", form=When):
    return form({"day_day": day, "day_month": month, "day_year": year, "hour": hour})


@pytest.mark.parametrize(
    ("hour", "meant"),
    [
        ("9am", time(9)),
        ("9:30am", time(9, 30)),
        ("09.30 AM", time(9, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("5 p.m.", time(17)),
        ("17:05", time(17, 5)),
        ("0:00", time(0)),
        ("Midday", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_day_and_a_time_are_understood_as_people_write_them(hour, meant):
    form = typed("7", "03", " 2027", hour)
    assert form.is_valid()
    assert form.cleaned_data == {"day": date(2027, 3, 7), "hour": meant}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "", ""), "Enter the date"),
        (("7", "", "2027"), "The date must include a month"),
        (("", "", "2027"), "The date must include a day and month"),
        (("31", "2", "2027"), "The date must be a real date"),
        (("x", "2", "2027"), "The date must be a real date"),
        (("٣", "2", "2027"), "The date must be a real date"),
        (("1", "2", "99999"), "The date must be a real date"),
        (("-1", "2", "2027"), "The date must be a real date"),
        (("1", "2", "27"), "Year must include 4 numbers"),
        (("1", "2", "9" * 30), "The date must be a real date"),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(parts, sentence):
    assert typed(*parts).errors == {"day": [sentence]}


@pytest.mark.parametrize("hour", ["25:00", "13pm", "9", "noonish", "9:60", "٩:00"])
def test_what_is_no_time_is_refused_in_a_sentence(hour):
    assert typed("7", "3", "2027", hour).errors == {"hour": ["The time must be a time, like 9:30am or 5pm"]}


def test_what_is_not_required_may_be_left_empty():
    form = typed("", "", "", "", form=Perhaps)
    assert form.is_valid()
    assert form.cleaned_data == {"day": None, "hour": None}


def test_the_three_inputs_are_labelled_numbers_in_one_fieldset():
    html = typed("31", "2", "2027")["day"].as_field_group()
    assert html.count("<fieldset") == 1
    assert html.count('inputmode="numeric"') == 3
    for number, part in enumerate(("Day", "Month", "Year")):
        assert f'for="id_day_{number}">{part}</label>' in html
    assert html.count("govuk-input--error") == 3
    assert 'value="31"' in html


def test_a_day_that_is_known_is_shown_in_its_parts():
    html = str(When(initial={"day": date(2027, 3, 7)})["day"])
    assert [f'value="{part}"' in html for part in (7, 3, 2027)] == [True] * 3
