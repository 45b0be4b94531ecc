"""The error summary, the pages of a list, and dates as GOV.UK writes them."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from lxml import html

from apps.govuk.templatetags.govuk import govuk_date, govuk_datetime


class Journey(forms.Form):
    start = forms.CharField(error_messages={"required": "Enter a start"})
    fare = forms.ChoiceField(
        choices=[("a", "A")], widget=forms.RadioSelect, error_messages={"required": "Select <a> fare"}
    )
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    def clean(self):
        raise forms.ValidationError("The bus has left.")


def summary(form):
    return Template("{% load govuk %}{% govuk_error_summary form %}").render(Context({"form": form}))


def test_every_error_is_listed_and_leads_to_what_can_be_mended():
    items = html.fromstring(summary(Journey({}))).xpath("//li")
    assert [(item.text_content(), item.xpath("string(a/@href)")) for item in items] == [
        ("The bus has left.", ""),
        ("Enter a start", "#id_start"),
        ("Select <a> fare", "#id_fare_0"),
        ("Open the page again", ""),
    ]


def test_no_summary_without_errors():
    assert summary(Journey()).strip() == ""


def pagination(rf, number, rows, **query):
    page = Paginator(range(rows), 10).get_page(number)
    context = RequestContext(rf.get("/", query), {"page_obj": page, "request": rf.get("/", query)})
    return Template("{% load govuk %}{% govuk_pagination page_obj %}").render(context).strip()


def test_one_page_needs_no_links_to_others(rf):
    assert pagination(rf, 1, 10) == ""


def test_the_middle_of_many_pages(rf):
    tree = html.fromstring(pagination(rf, 6, 110, q="night buses", page="6"))
    assert [item.text_content().strip() for item in tree.xpath("//li")] == ["1", "⋯", "5", "6", "7", "⋯", "11"]
    assert tree.xpath("//a[@aria-current='page']/@aria-label") == ["Page 6"]
    assert tree.xpath("//a[@rel='prev']/@href") == ["?q=night+buses&page=5"]
    assert tree.xpath("//a[@rel='next']/@href") == ["?q=night+buses&page=7"]


@pytest.mark.parametrize(("rel", "number"), [("prev", 1), ("next", 3)])
def test_the_ends_lead_one_way_only(rf, rel, number):
    assert html.fromstring(pagination(rf, number, 30)).xpath(f"//a[@rel='{rel}']") == []


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 20, 15, 5, tzinfo=UTC), "20 November 2026 at 3:05pm"),
        (datetime(2026, 7, 1, 9, 0, tzinfo=UTC), "1 July 2026 at 10am"),
        (datetime(2026, 1, 2, 0, 0, tzinfo=UTC), "2 January 2026 at midnight"),
        (datetime(2026, 1, 2, 12, 0, tzinfo=UTC), "2 January 2026 at midday"),
        (datetime(2026, 1, 2, 0, 7, tzinfo=UTC), "2 January 2026 at 12:07am"),
        (None, ""),
    ],
)
def test_a_moment_is_written_as_the_style_guide_has_it(moment, written):
    assert govuk_datetime(moment) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 3, 1), "1 March 2026"),
        (datetime(2026, 7, 31, 23, 30, tzinfo=UTC), "1 August 2026"),
        (None, ""),
    ],
)
def test_a_day_is_written_as_the_style_guide_has_it(day, written):
    assert govuk_date(day) == written
