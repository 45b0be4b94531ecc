"""Comments on the very words: who makes, answers, settles and sees them, and where they stand as the text changes."""

from datetime import timedelta

import pytest

from apps.clearance.actions import commenting, deciding
from apps.clearance.actions.commenting import Remark
from apps.clearance.models import Delegation
from apps.clearance.queries.comments import comments_seen_by, discussion, reading_of, subjects
from apps.clearance.rules.comments import may_comment, may_settle
from apps.clearance.rules.submissions import may_clear
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.anchors import Span
from apps.pages.choices import CommentKind
from apps.pages.models import Draft, Template
from apps.records.models import Event
from tests import stories
from tests.cast import person, post
from tests.together import together

FARES = "Fares are capped at two pounds."
TEXT = f"Why this matters.\n\n{FARES}\n\nThe cap ends in March."


@pytest.fixture
def draft(space, amina):
    return stories.start(stories.front(space), amina, "Fares", TEXT)


def say(draft, by, body="Cite the survey.", *, kind=CommentKind.NOTE, words=FARES, version=None):
    """A comment by somebody who has just read the draft."""
    start = draft.body.index(words) if words else 0
    span = Span(start, start + len(words)) if words else None
    version = draft.version if version is None else version
    return commenting.comment(draft, Remark(kind, body, version, span), by=by, at=now())


def seen(draft, person):
    """Each comment this person sees on the draft, with the words it stands at now."""
    reading = reading_of(draft, person)
    return [(one.comment.body, one.span.of(reading.text) if one.span else None) for one in discussion(reading, person)]


def told(person):
    return list(
        Notice.objects.filter(person=person, about_kind="pages.comment").order_by("pk").values_list("kind", flat=True)
    )


def fresh(draft):
    return Draft.objects.select_related("space__unit", "page", "parent", "base").get(pk=draft.pk)


def test_a_comment_keeps_the_words_it_is_about_and_what_stands_around_them(draft, amina, ben):
    made = say(draft, ben, kind=CommentKind.CONDITION)
    assert (made.kind, made.body, made.version, made.quote, made.start) == (
        CommentKind.CONDITION,
        "Cite the survey.",
        1,
        FARES,
        TEXT.index(FARES),
    )
    assert (made.before, made.after) == ("Why this matters.\n\n", "\n\nThe cap ends in March.")
    assert (made.by, made.post) == (ben, "Head of rural transport (G7), Rural Transport")
    event = Event.objects.latest("sequence")
    assert (event.verb, event.actor_name, event.because) == ("clearance.commented", "Ben Hughes", "Cite the survey.")
    assert event.details == {"comment": made.pk, "kind": "CONDITION", "version": 1, "quote": FARES}
    assert told(amina) == ["CONDITION"]
    assert told(ben) == []


def test_a_comment_stands_at_its_words_however_the_text_around_them_changes(draft, amina, ben):
    say(draft, ben)
    say(draft, ben, "On all of it.", words="")
    draft = stories.write(draft, amina, f"New first paragraph.\n\n{TEXT.replace('March', 'April')}")
    assert seen(draft, amina) == [("Cite the survey.", FARES), ("On all of it.", None)]
    draft = stories.write(draft, amina, draft.body.replace("two pounds", "three pounds"))
    assert seen(draft, amina) == [
        ("Cite the survey.", "Fares are capped at three pounds."),
        ("On all of it.", None),
    ]
    draft = stories.write(draft, amina, "Why this matters.\n\nThe cap ends in April.")
    reading = reading_of(draft, amina)
    assert [one.is_orphan for one in discussion(reading, amina)] == [True, False]
    stories.write(draft, amina, TEXT)
    assert seen(fresh(draft), amina) == [("Cite the survey.", FARES), ("On all of it.", None)]


def test_a_comment_on_the_text_a_change_started_from_is_followed_too(fares, amina, ben):
    draft = drafts.start(fares, by=amina, at=now())
    say(draft, ben, words="Fares are capped.")
    draft = stories.write(draft, amina, "Fares are capped. So it is.\n\nFares are capped.")
    say(draft, ben, "Said twice.", words="So it is.")
    assert seen(draft, amina) == [("Cite the survey.", "Fares are capped."), ("Said twice.", "So it is.")]


def test_of_a_template_s_text_that_is_no_longer_known_the_words_alone_are_looked_for(space, amina, ben):
    template = Template.objects.create(space=space, name="Guidance", body="What it is.\r\n\r\nWho it is for.")
    front = stories.front(space)
    draft = drafts.start_new(front, "Passes", template=template, by=amina, at=now())
    start = len("What it is.\n\n")
    commenting.comment(draft, Remark("NOTE", "Say who.", 0, Span(start, start + 14)), by=ben, at=now())
    draft = stories.write(draft, amina, "Passes.\n\nWhat it is.\n\nWho it is for.")
    assert seen(draft, ben) == [("Say who.", "Who it is for.")]


def test_a_comment_may_be_on_the_text_as_it_was_seen_a_moment_ago(draft, amina, ben):
    stale = draft.version
    draft = stories.write(draft, amina, f"First of all.\n\n{TEXT}")
    start = TEXT.index(FARES)
    remark = Remark(CommentKind.NOTE, "Late, but right.", stale, Span(start, start + len(FARES)))
    commenting.comment(draft, remark, by=ben, at=now())
    assert seen(draft, ben) == [("Late, but right.", FARES)]
    with pytest.raises(StateChanged, match="has changed since you opened it"):
        commenting.comment(draft, Remark(CommentKind.NOTE, "Not yet written.", 9, None), by=ben, at=now())


def test_conditions_stand_in_the_way_until_they_are_settled_and_again_once_reopened(draft, amina, ben, fay):
    submission = stories.submit(draft, amina)
    condition = say(fresh(draft), ben, kind=CommentKind.CONDITION)
    assert may_clear(ben, submission, now()).reason.startswith("You raised a condition")
    assert "A condition has been raised" in may_clear(fay, submission, now()).reason
    commenting.settle(condition, because="Cited now.", by=ben, at=now())
    assert may_clear(ben, submission, now())
    commenting.reopen(condition, by=fay, at=now())
    assert not may_clear(ben, submission, now())
    reply = condition.replies.get()
    assert (reply.body, reply.by) == ("Cited now.", ben)
    assert set(told(ben)) == {"REOPENED"}
    assert set(told(amina)) == {"CONDITION", "REOPENED"}


def test_a_condition_is_settled_by_whoever_raised_it_or_may_clear_now_and_never_by_an_author(draft, amina, ben, fay):
    condition = say(draft, ben, kind=CommentKind.CONDITION)
    refused = "Only Ben Hughes, who raised this condition, or somebody who may clear the draft now can settle it."
    assert may_settle(ben, condition, now())
    assert may_settle(amina, condition, now()).reason == refused
    assert not may_settle(fay, condition, now())
    stories.submit(draft, amina)
    condition.draft = fresh(draft)
    assert may_settle(amina, condition, now()).reason == refused
    assert may_settle(fay, condition, now())
    with pytest.raises(Refused):
        commenting.settle(condition, because="I say so.", by=amina, at=now())
    commenting.settle(condition, because="Cited.", by=fay, at=now())
    with pytest.raises(Refused, match="settled already"):
        commenting.settle(condition, because="Again.", by=ben, at=now())


def test_suggestions_and_notes_are_settled_by_members_and_by_whoever_made_them(draft, amina, ben, fay):
    stories.submit(draft, amina)
    note = say(fresh(draft), fay, kind=CommentKind.SUGGESTION)
    other = say(fresh(draft), ben, kind=CommentKind.NOTE)
    assert may_settle(fay, note, now())
    assert may_settle(amina, note, now())
    assert may_settle(fay, other, now()).reason == (
        "Only Ben Hughes, who made this comment, and people posted in Rural Transport can settle it."
    )


def test_who_may_comment_and_on_what(draft, request):
    names = ("amina", "ben", "carys", "dev", "erin", "hal", "ines", "fay")
    everybody = [request.getfixturevalue(name) for name in names]
    amina, ben, fay = everybody[0], everybody[1], everybody[-1]
    assert [person for person in everybody if may_comment(person, draft, now())] == [amina, ben]
    submission = stories.submit(draft, amina)
    assert [person for person in everybody if may_comment(person, fresh(draft), now())] == [amina, ben, fay]
    deciding.send_back(submission, because="Cite it.", by=ben, at=now())
    assert [person for person in everybody if may_comment(person, fresh(draft), now())] == [amina, ben]
    with pytest.raises(Refused, match="Only people posted in Rural Transport"):
        say(fresh(draft), fay)
    drafts.discard(draft, by=amina, at=now())
    assert (
        may_comment(amina, fresh(draft), now()).reason == "This draft is closed, so nothing more can be said about it."
    )


def test_whoever_decides_for_another_comments_and_settles_as_they_could(draft, amina, ben, fay, government):
    nia = post(person("Nia Powell"), government.coasts, "SCS1", "Deputy director, coasts")
    submission = stories.submit(draft, amina)
    assert not may_comment(nia, fresh(draft), now())
    day = timedelta(days=1)
    Delegation.objects.create(
        giver=fay, receiver=nia, starts_at=now() - day, ends_at=now() + day, because="On leave.", made_at=now() - day
    )
    condition = say(fresh(draft), ben, kind=CommentKind.CONDITION)
    assert say(fresh(draft), nia, "For Fay.").by == nia
    assert [body for body, _ in seen(fresh(draft), nia)] == ["Cite the survey.", "For Fay."]
    commenting.settle(condition, because="Cited.", by=nia, at=now())
    assert may_clear(nia, submission, now())


def test_a_condition_on_what_has_been_cleared_would_stop_nothing(draft, amina):
    Draft.objects.filter(pk=draft.pk).update(state="CLEARED")
    draft = fresh(draft)
    with pytest.raises(Refused, match="has been cleared already"):
        say(draft, amina, kind=CommentKind.CONDITION)
    assert say(draft, amina).kind == CommentKind.NOTE


def test_a_reviewer_sees_nothing_said_of_later_drafts(draft, amina, ben, fay):
    early = say(draft, amina, "Before it was submitted.")
    submission = stories.submit(draft, amina)
    commenting.reply(early, "While it waited.", by=ben, at=now())
    deciding.send_back(submission, because="Cite it.", by=ben, at=now())
    commenting.reply(early, "Now it says four pounds.", by=amina, at=now())
    commenting.settle(early, because="Four pounds it is.", by=amina, at=now())
    same_version = say(fresh(draft), amina, "After it came back.")
    later = stories.write(fresh(draft), amina, f"{TEXT}\n\nFour pounds.", title="Four-pound fares")
    say(later, amina, "On the later text.", words="Four pounds.")

    assert seen(fresh(draft), fay) == [("Before it was submitted.", FARES)]
    placed = discussion(reading_of(fresh(draft), fay), fay)[0]
    assert [reply.body for reply in placed.replies] == ["While it waited."]
    assert not placed.is_settled
    assert set(comments_seen_by(fay)) == {early}
    assert {key: one.title for key, one in subjects(fay, [str(early.pk), str(same_version.pk)]).items()} == {
        str(early.pk): "Fares"
    }
    assert len(seen(fresh(draft), amina)) == 3

    stories.submit(fresh(draft), amina)
    assert [body for body, _ in seen(fresh(draft), fay)] == [
        "After it came back.",
        "On the later text.",
        "Before it was submitted.",
    ]


@pytest.mark.parametrize("who", ["carys", "dev", "erin", "hal", "ines"])
def test_others_see_no_comment_at_all(draft, amina, ben, request, who):
    person = request.getfixturevalue(who)
    made = say(draft, ben)
    stories.submit(draft, amina)
    assert reading_of(fresh(draft), person) is None
    assert not comments_seen_by(person).exists()
    assert subjects(person, [str(made.pk)]) == {}


def test_replies_are_told_to_whoever_spoke_in_the_thread(draft, amina, ben, fay):
    stories.submit(draft, amina)
    made = say(fresh(draft), fay)
    commenting.reply(made, "Which survey?", by=amina, at=now())
    commenting.reply(made, "That of 2024.", by=ben, at=now())
    commenting.settle(made, because="Cited.", by=amina, at=now())
    assert (told(amina), told(ben), told(fay)) == (
        ["COMMENTED", "REPLIED"],
        ["SETTLED"],
        ["REPLIED", "REPLIED", "SETTLED"],
    )


def test_what_is_no_part_of_the_text_makes_a_comment_on_the_whole(draft, ben):
    made = commenting.comment(draft, Remark("NOTE", "Where?", 1, Span(9999, 12000)), by=ben, at=now())
    assert (made.quote, made.start) == ("", 0)


@pytest.mark.django_db(transaction=True)
def test_a_condition_and_the_last_clearance_at_once_never_both_stand(draft, amina, ben, fay):
    for _ in range(5):
        draft = fresh(draft)
        submission = stories.submit(draft, amina)
        draft = fresh(draft)
        came_to = together(
            [
                lambda: deciding.clear(submission, by=ben, at=now()),  # noqa: B023 - done before the next round
                lambda: say(draft, fay, kind=CommentKind.CONDITION),  # noqa: B023 - likewise
            ]
        )
        cleared, condition = (not isinstance(one, Exception) for one in came_to)
        assert cleared != condition, came_to
        assert all(isinstance(one, Refused) for one in came_to if isinstance(one, Exception)), came_to
        if cleared:
            return
        commenting.settle(came_to[1], because="Settled.", by=fay, at=now())
        deciding.send_back(submission, because="Again.", by=ben, at=now())


@pytest.mark.django_db(transaction=True)
def test_of_those_who_settle_a_comment_at_once_one_does(draft, amina, ben, hire):
    people = [amina, ben, hire("Nia Powell", "HEO"), hire("Owen Rees", "EO")]
    made = say(draft, ben)
    came_to = together(
        [lambda by=by: commenting.settle(made, because=f"Settled by {by}.", by=by, at=now()) for by in people]
    )
    done = [one for one in came_to if not isinstance(one, Exception)]
    assert len(done) == 1
    assert all(isinstance(one, Refused) for one in came_to if isinstance(one, Exception)), came_to
    made.refresh_from_db()
    assert (made.resolved_by, made.resolution) == (done[0].resolved_by, done[0].resolution)
    assert Event.objects.filter(verb="clearance.comment_settled").count() == 1
