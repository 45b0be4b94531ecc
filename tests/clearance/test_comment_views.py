"""The screens on which people comment, answer and settle."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.actions import commenting, deciding
from apps.clearance.actions.commenting import Remark
from apps.core.clock import now
from apps.pages.actions import saving
from apps.pages.actions.saving import Words
from apps.pages.anchors import Span
from apps.pages.models import Comment, Draft
from tests import stories

FARES = "Fares are capped at **two** pounds."
TEXT = f"## Why\n\n{FARES}\n\n- Buses\n- Trams\n\nSee the survey[^1].\n\n[^1]: Of 2024."


@pytest.fixture
def draft(space, amina):
    return stories.start(stories.front(space), amina, "Fares", TEXT)


def fresh(draft):
    return Draft.objects.select_related("space__unit").get(pk=draft.pk)


def say(draft, by, body="Cite it.", *, kind="NOTE", words=FARES):
    start = draft.body.index(words) if words else 0
    span = Span(start, start + len(words)) if words else None
    return commenting.comment(draft, Remark(kind, body, draft.version, span), by=by, at=now())


def sent(**changed):
    return {
        "kind": "CONDITION",
        "body": "Cite the survey.",
        "words": "",
        "version": 1,
        "paragraph": 2,
        "nth": 0,
    } | changed


def new(draft):
    return reverse("clearance:comment-new", args=[draft.pk])


def text_of(response):
    return response.content.decode()


def test_the_text_stands_paragraph_by_paragraph_with_a_link_each(client, draft, ben):
    client.force_login(ben)
    page = text_of(client.get(reverse("clearance:comments", args=[draft.pk])))
    assert [f'{new(draft)}?version=1&amp;paragraph={number}"' in page for number in range(1, 7)] == [True] * 5 + [False]
    assert "<strong>two</strong>" in page
    assert "[^1]: Of 2024." in page


def test_ben_comments_on_a_paragraph(client, draft, ben):
    client.force_login(ben)
    assert "Enter a comment" in text_of(client.post(new(draft), sent(body=" ")))
    form = text_of(client.get(f"{new(draft)}?paragraph=2"))
    assert "Comment on paragraph 2" in form
    assert "<strong>two</strong>" in form
    response = client.post(new(draft), sent(), follow=True)
    assert "Your comment has been added." in text_of(response)
    made = Comment.objects.get()
    assert (made.kind, made.body, made.quote, made.by) == ("CONDITION", "Cite the survey.", FARES, ben)
    assert f'id="comment-{made.pk}"' in text_of(response)
    assert "1 open comment" in text_of(response)


def test_ben_comments_on_exact_words_as_he_reads_them(client, draft, ben):
    client.force_login(ben)
    form = text_of(client.get(f"{new(draft)}?{urlencode({'paragraph': 2, 'words': 'capped at two', 'nth': 0})}"))
    assert "capped at two</textarea>" in form
    client.post(new(draft), sent(words="capped at two"))
    assert Comment.objects.get().quote == "capped at **two"


def test_ben_comments_on_the_whole_text(client, draft, ben):
    client.force_login(ben)
    assert "Comment on the whole text" in text_of(client.get(new(draft)))
    response = client.post(new(draft), sent(paragraph=0), follow=True)
    assert Comment.objects.get().quote == ""
    assert "On the whole text" in text_of(response)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"words": "three pounds"}, "These words are not in this paragraph."),
        ({"words": "Buses"}, "These words are not in this paragraph."),
        ({"kind": ""}, "Select what kind of comment it is"),
        ({"kind": "ORDER"}, "Select what kind of comment it is"),
        ({"paragraph": 77}, "Choose the paragraph again."),
        ({"paragraph": "x"}, "Choose the paragraph again"),
        ({"version": ""}, "Open the draft again"),
        ({"version": 7}, "The draft has changed since you opened it"),
        ({"words": "a" * 4001}, "The words must be 4000 characters or fewer"),
    ],
)
def test_what_cannot_be_taken_is_said_plainly_and_stays_in_the_form(client, draft, ben, changed, sentence):
    client.force_login(ben)
    response = client.post(new(draft), sent(**changed))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Cite the survey.</textarea>" in text_of(response)
    assert not Comment.objects.exists()


def test_a_form_opened_before_the_draft_changed_still_finds_its_words(client, draft, amina, ben):
    stories.write(draft, amina, f"First.\n\n{TEXT}")
    client.force_login(ben)
    response = client.post(new(draft), sent(words="two"), follow=True)
    assert "Your comment has been added where its words stand now: the draft has changed." in text_of(response)
    stories.write(fresh(draft), amina, "Nothing like it.")
    response = client.post(new(draft), sent(version=1), follow=True)
    assert "what it is about is no longer in the text" in text_of(response)
    assert "About words that are no longer in the text" in text_of(response)
    assert Comment.objects.count() == 2


def test_a_link_to_a_paragraph_still_leads_to_it_after_the_draft_has_changed(client, draft, amina, ben):
    stories.write(draft, amina, f"First.\n\n{TEXT}")
    client.force_login(ben)
    page = text_of(client.get(f"{new(draft)}?version=1&paragraph=2"))
    assert "<strong>two</strong>" in page
    assert 'name="version" value="1"' in page
    page = text_of(client.get(f"{new(draft)}?version=99&paragraph=2&words=two"))
    assert "Comment on the whole text" in page
    assert 'name="version" value="2"' in page
    assert "two</textarea>" in page
    for nonsense in ("version=%C2%B2", "version=" + "9" * 5000, "paragraph=-1", "paragraph=%00", "nth=x", "words=%00"):
        assert client.get(f"{new(draft)}?{nonsense}").status_code == 200, nonsense


def test_a_refusal_keeps_what_was_typed(client, draft, amina, fay):
    submission = stories.submit(draft, amina)
    deciding.send_back(submission, because="Cite it.", by=fay, at=now())
    client.force_login(fay)
    response = client.post(new(draft), sent())
    assert response.status_code == 422
    assert "while it waits for them, can comment" in text_of(response)
    assert "Cite the survey.</textarea>" in text_of(response)


def test_a_thread_from_condition_to_settlement(client, draft, amina, ben):
    made = say(draft, ben, kind="CONDITION")
    page = reverse("clearance:comment", args=[made.pk])
    client.force_login(amina)
    assert "Only Ben Hughes, who raised this condition" in text_of(client.get(page))
    response = client.post(f"{page}reply/", {"body": ""})
    assert (response.status_code, "Enter a reply" in text_of(response)) == (422, True)
    assert "Your reply has been added." in text_of(client.post(f"{page}reply/", {"body": "Done."}, follow=True))
    response = client.post(f"{page}settlement/", {"because": "I say so."})
    assert (response.status_code, "I say so.</textarea>" in text_of(response)) == (422, True)

    client.force_login(ben)
    response = client.post(f"{page}settlement/", {"because": ""})
    assert (response.status_code, "Enter how it was settled" in text_of(response)) == (422, True)
    response = client.post(f"{page}settlement/", {"because": "Cited now."}, follow=True)
    assert "The comment has been settled." in text_of(response)
    assert "Settled by Ben Hughes" in text_of(response)
    response = client.post(f"{page}reopening/", follow=True)
    assert "The comment has been opened again." in text_of(response)
    assert client.post(f"{page}reopening/").status_code == 403
    assert "Ben Hughes replied" in text_of(client.get(page))


def test_a_comment_s_page_says_how_its_words_read_now(client, draft, amina, ben):
    made = say(draft, ben)
    draft = stories.write(draft, amina, draft.body.replace("**two**", "**three**"))
    client.force_login(ben)
    page = reverse("clearance:comment", args=[made.pk])
    shown = text_of(client.get(page))
    assert "They now read:" in shown
    assert f'?comment={made.pk}#paragraph-2"' in shown
    stories.write(draft, amina, "All new.")
    assert "taken out or mostly rewritten since version 1" in text_of(client.get(page))


def test_the_draft_and_its_submission_list_every_comment_conditions_first(client, draft, amina, ben):
    client.force_login(ben)
    assert "Nobody has commented on this text yet." in text_of(client.get(draft.get_absolute_url()))
    say(draft, ben, "A note.")
    say(draft, ben, "A condition.", kind="CONDITION")
    gone = say(draft, ben, "On buses.", words="- Buses\n- Trams")
    settled = say(draft, ben, "Settled long ago.")
    commenting.settle(settled, because="Done.", by=ben, at=now())
    draft = stories.write(draft, amina, draft.body.replace("- Buses\n- Trams\n\n", ""))
    submission = stories.submit(draft, amina)
    for address in (draft.get_absolute_url(), submission.get_absolute_url()):
        page = text_of(client.get(address))
        words = (
            "A condition.",
            "A note.",
            "About words that are no longer in the text",
            "On buses.",
            "1 settled comment",
        )
        places = [page.index(one) for one in (*words, "Settled long ago.")]
        assert places == sorted(places), address
        assert "1 condition stands in the way: it cannot be cleared until it is settled." in page
        assert f"/drafts/{draft.pk}/comments/?comment={gone.pk}#" not in page


def test_a_link_to_a_comment_leads_to_the_right_part_of_a_long_text(client, space, amina, ben):
    body = "\n\n".join(f"Paragraph number {number}." for number in range(1, 101))
    draft = stories.start(stories.front(space), amina, "Long", body)
    made = say(draft, ben, words="number 97.")
    client.force_login(ben)
    page = text_of(client.get(f"{reverse('clearance:comments', args=[draft.pk])}?comment={made.pk}"))
    assert 'id="paragraph-97"' in page
    assert f'id="comment-{made.pk}"' in page
    assert 'id="paragraph-80"' not in page


def test_a_reviewer_who_is_no_member_reads_what_was_submitted_with_its_comments(client, draft, amina, ben, fay):
    made = say(draft, ben, kind="CONDITION")
    submission = stories.submit(draft, amina)
    deciding.take_back(submission, by=amina, at=now())
    client.force_login(fay)
    assert client.get(reverse("clearance:comments", args=[draft.pk])).status_code == 404
    draft = stories.write(fresh(draft), amina, f"First.\n\n{draft.body}")
    submission = stories.submit(draft, amina)
    page = text_of(client.get(reverse("clearance:comments", args=[draft.pk])))
    assert "Cite it." in page
    assert "As submitted" in page
    assert client.post(new(draft), sent(version=2, paragraph=3)).status_code == 302
    deciding.send_back(submission, because="Cite it.", by=fay, at=now())
    later = stories.write(fresh(draft), amina, "Later secret.", title="Secret title")
    hidden = say(later, amina, "About the secret.", words="secret")
    for address in (
        reverse("clearance:comments", args=[draft.pk]),
        reverse("clearance:comment", args=[made.pk]),
        submission.get_absolute_url(),
        reverse("notices:list"),
    ):
        shown = text_of(client.get(address))
        assert "ecret" not in shown, address
    assert client.get(reverse("clearance:comment", args=[hidden.pk])).status_code == 404
    assert client.post(f"{reverse('clearance:comment', args=[hidden.pk])}reply/", {"body": "?"}).status_code == 404


def test_more_comments_cost_no_more_queries(client, draft, amina, ben):
    submission = stories.submit(draft, amina)
    client.force_login(ben)
    addresses = (
        draft.get_absolute_url(),
        submission.get_absolute_url(),
        reverse("clearance:comments", args=[draft.pk]),
    )

    def count():
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
        return counts

    say(fresh(draft), ben, kind="CONDITION")
    made = say(fresh(draft), amina)
    commenting.reply(made, "Yes.", by=ben, at=now())
    few = count()
    for number in range(12):
        made = say(fresh(draft), ben, f"Point {number}.", kind="CONDITION")
        commenting.reply(made, "Yes.", by=amina, at=now())
    assert count() == few


def test_what_was_said_of_sensitive_text_is_read_under_its_marking(client, draft, amina, ben):
    words = Words(
        draft.title, draft.body, draft.audience, "OFFICIAL-SENSITIVE", "HMG USE ONLY", "Prices.", "Head", None
    )
    until = localdate() + timedelta(days=90)
    draft = saving.save(draft, replace(words, sensitive_until=until), made_on=1, by=amina, at=now()).draft
    made = say(draft, ben, "Hide the price.")
    lowered = Words(draft.title, draft.body, draft.audience)
    saving.save(draft, lowered, made_on=2, by=amina, at=now())
    client.force_login(ben)
    page = text_of(client.get(draft.get_absolute_url()))
    assert "Hide the price." not in page
    assert "1 comment made on text that was marked OFFICIAL-SENSITIVE" in page
    for address in (reverse("clearance:comments", args=[draft.pk]), reverse("clearance:comment", args=[made.pk])):
        page = text_of(client.get(address))
        assert "Hide the price." in page
        assert "OFFICIAL-SENSITIVE: HMG USE ONLY" in page
