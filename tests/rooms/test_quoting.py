"""What was said, as a page quotes it: nothing in it means more there than it did in the room."""

import pytest
from django.utils.timezone import now

from apps.pages import markup
from apps.people.models import Person
from apps.rooms.models import Message
from apps.rooms.quoting import as_typed, plainly_quoted, quoted

AMINA = Person(pk=7, name="Amina *Osei*")


def said(body, number=1):
    return Message(number=number, body=body, by=AMINA, at=now())


@pytest.mark.parametrize(
    "body",
    [
        "# Not a heading",
        "Nor is this\n===",
        "Nor this\n---",
        "> # Nor one that is quoted",
        "[fares]: https://www.example.gov.uk/fares",
        "[^1]: Nor a footnote",
        "![Nor an image](https://www.example.gov.uk/a.png)",
        "```\n# In code it stays as it is\n```",
        "```\nA block that nobody ended",
        "> " * 20 + "deep",
    ],
)
def test_it_is_laid_out_as_it_was_in_the_room(body):
    text = quoted([said(body), said("Next.")], {}, by=8).text
    page = markup.render(text)
    short = markup.render_short(body).plain
    assert page.contents == ()
    assert page.html.count("<img") == 0
    for word in short.split():
        assert word in page.plain


def test_the_names_of_pages_stay_with_those_who_may_read_them():
    body = "See [[page:12]], [[page:13]] and [[page:13|the other]], @[Ben Hughes]."
    assert as_typed(body, {12: "Fares"}) == "See [[Fares]], (a page) and (a page), @Ben Hughes."
    assert as_typed(body, {12: "Fares | Bus"}).startswith("See Fares \\| Bus,")
    assert "See Fares, (a page) and (a page), @Ben Hughes." in plainly_quoted([said(body)], {12: "Fares"})


def test_each_character_is_whose_it_is():
    whole = quoted([said("The cap ends.\n\nIn March."), said("Next.", 2)], {}, by=8)
    assert sum(length for _, length in whole.runs) == len(whole.text)
    assert whole.text.startswith(r"> **Amina \*Osei\***, ")
    assert whole.written()[7] == (len("> The cap ends.\n>\n> In March.") + len("> Next."), 0)
