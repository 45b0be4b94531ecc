"""Readers and marking, when two changes are put together: never wider nor lower than either side asks."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.pages.choices import SENSITIVE_WIDEST, Marking
from apps.pages.merging import merge_facts
from apps.people.choices import Breadth

OFFICIAL = {
    "audience": Breadth.DIRECTORATE,
    "marking": Marking.OFFICIAL,
    "handling": "",
    "sensitive_because": "",
    "responsible_role": "",
    "sensitive_until": None,
}
SENSITIVE = {
    "audience": Breadth.DIRECTORATE,
    "marking": Marking.SENSITIVE,
    "handling": "HMG use only",
    "sensitive_because": "Commercial",
    "responsible_role": "Head of fares",
    "sensitive_until": date(2027, 6, 1),
}


@st.composite
def facts(draw):
    audience = draw(st.sampled_from(list(Breadth)))
    if draw(st.booleans()):
        return OFFICIAL | {"audience": audience}
    handling = draw(st.sampled_from(("HMG use only", "Recipients only")))
    return SENSITIVE | {"audience": min(audience, SENSITIVE_WIDEST), "handling": handling}


@settings(max_examples=1000)
@given(facts(), facts(), facts())
def test_merged_facts_are_never_wider_nor_lower_than_the_changes_ask(base, ours, theirs):
    settled = merge_facts(base, ours, theirs)
    merged = settled.facts
    assert merged["audience"] in {ours["audience"], theirs["audience"], SENSITIVE_WIDEST}
    changed = [one for one in (ours, theirs) if one["audience"] != base["audience"]]
    assert all(merged["audience"] <= one["audience"] for one in changed)
    assert merged["marking"] == Marking.OFFICIAL or merged["audience"] <= SENSITIVE_WIDEST
    if ours["marking"] == theirs["marking"]:
        assert merged["marking"] == ours["marking"]
    else:
        assert merged["marking"] != base["marking"]
    assert bool(merged["handling"]) == (merged["marking"] == Marking.SENSITIVE)


def test_what_one_side_changed_stands():
    assert merge_facts(OFFICIAL, SENSITIVE, OFFICIAL).facts == SENSITIVE
    assert merge_facts(OFFICIAL, OFFICIAL, SENSITIVE).facts == SENSITIVE
    assert merge_facts(SENSITIVE, OFFICIAL, SENSITIVE).facts == OFFICIAL
    narrower = OFFICIAL | {"audience": Breadth.TEAM}
    assert merge_facts(OFFICIAL, narrower, OFFICIAL).facts == narrower


def test_where_both_changed_the_narrower_and_the_published_stand_and_are_named():
    team, department = OFFICIAL | {"audience": Breadth.TEAM}, OFFICIAL | {"audience": Breadth.DEPARTMENT}
    settled = merge_facts(OFFICIAL, department, team)
    assert (settled.facts, settled.chosen) == (team, ("audience",))
    ours, theirs = SENSITIVE | {"handling": "Recipients only"}, SENSITIVE | {"handling": "Embargoed"}
    settled = merge_facts(SENSITIVE, ours, theirs)
    assert (settled.facts, settled.chosen) == (theirs, ("handling",))


def test_text_for_everybody_that_became_sensitive_is_for_a_department():
    wide = OFFICIAL | {"audience": Breadth.GOVERNMENT}
    settled = merge_facts(OFFICIAL, wide, SENSITIVE)
    assert settled.facts == SENSITIVE | {"audience": Breadth.DEPARTMENT}
    assert settled.chosen == ("audience",)
