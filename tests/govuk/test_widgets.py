"""What a form shows is what it was given: a draft opened and saved a hundred times is still the same text."""

import pytest
from django import forms
from lxml import html


class Writing(forms.Form):
    body = forms.CharField(widget=forms.Textarea)


@pytest.mark.parametrize("text", ["# Buses", "\n# After an empty line", "    code first", "a & b <script>", ""])
def test_a_textarea_holds_exactly_the_text_it_was_given(text: str) -> None:
    shown = html.fromstring(Writing(initial={"body": text})["body"].as_widget())

    # HTML drops the first line break after the opening tag; lxml does not, so it is dropped here.
    assert (shown.text or "").removeprefix("\n") == text
