"""Fields for what people type."""

import pytest
from django import forms

from apps.core.fields import Line, Prose


class Sign(forms.Form):
    title = Line(max_length=40)
    body = Prose(required=False)


@pytest.mark.parametrize("code", ["00AD", "200B", "2060", "FEFF"])
def test_two_titles_cannot_look_the_same_and_differ(code: str) -> None:
    assert Sign({"title": f"Pay{chr(int(code, 16))}ments"}).errors == {
        "title": [f"Remove the hidden character U+{code}: it cannot be seen, so this could pass for something else"]
    }


@pytest.mark.parametrize("title", ["👩\u200d💻", "می\u200cترسم", "क्\u200dष"])
def test_what_joins_letters_stays(title: str) -> None:
    form = Sign({"title": title})
    assert form.is_valid()
    assert form.cleaned_data["title"] == title


def test_a_text_may_say_where_its_words_break() -> None:
    assert Sign({"title": "Fares", "body": "Rind\u00adfleisch"}).is_valid()
