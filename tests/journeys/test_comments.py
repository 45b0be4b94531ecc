"""A condition on the very words: raised, answered while the text changes around it, settled, and then it is cleared."""

import re

import pytest
from playwright.sync_api import expect

from apps.pages.models import Comment
from tests import stories

pytestmark = pytest.mark.appearance

TEXT = "Why this matters.\n\nFares are capped at **two pounds** a journey.\n\nThe cap ends in March."
SELECT = """([text, words]) => {
  const element = [...document.querySelectorAll('[data-comment-on]')].find(one => one.textContent.includes(text));
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = []; while (walker.nextNode()) nodes.push(walker.currentNode);
  const first = nodes.find(node => node.data.includes(words[0])), last = nodes.find(node => node.data.includes(words[1]));
  const range = document.createRange();
  range.setStart(first, first.data.indexOf(words[0]));
  range.setEnd(last, last.data.indexOf(words[1]) + words[1].length);
  document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
}"""


def raise_condition(page, *, scripts):
    """Comment on ‘capped at two pounds’: by selecting the words, or by copying them into the paragraph's form."""
    page.get_by_role("link", name="Comment on this text").click()
    if scripts:
        offer = page.get_by_role("link", name="Comment on the words you selected")
        expect(offer).to_be_hidden()
        page.evaluate(SELECT, ["Fares are", ["capped at", "two pounds"]])
        offer.click()
    else:
        page.get_by_role("link", name="Comment on this paragraph (paragraph 2)").click()
        page.get_by_label("Exact words (optional)").fill("capped at two pounds")
    expect(page.get_by_role("heading", level=1)).to_have_text("Comment on paragraph 2")
    expect(page.get_by_label("Exact words (optional)")).to_have_value("capped at two pounds")
    page.get_by_label("Condition: it cannot be cleared until this is settled").check()
    page.get_by_label("Comment", exact=True).fill("Cite the 2024 survey.")
    page.get_by_role("button", name="Add comment").click()
    expect(page.get_by_text("Your comment has been added.")).to_be_visible()


def send_back(page, submission):
    page.goto(submission.get_absolute_url())
    page.get_by_label("What must change").fill("See my condition.")
    page.get_by_role("button", name="Send back").click()


def answer_and_rewrite(page, draft):
    """Reply from the notice, and change what stands around the words commented on."""
    page.get_by_role("link", name="Notices", exact=True).click()
    page.get_by_role("listitem").filter(has_text="has a new condition").get_by_role("link", name="Fares").click()
    page.get_by_label("Reply").fill("It is cited in the first paragraph now.")
    page.get_by_role("button", name="Reply").click()
    expect(page.get_by_text("Your reply has been added.")).to_be_visible()
    page.goto(f"/drafts/{draft.pk}/text/")
    cited = TEXT.replace("matters.", "matters: survey, 2024.")
    page.get_by_label("Text", exact=True).fill(f"New first words.\n\n{cited}")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()


def submit(page, draft):
    page.goto(f"/drafts/{draft.pk}/submission/")
    page.get_by_label("Major: readers need to know").check()
    page.get_by_label("Change note").fill("Cites the survey.")
    page.get_by_role("button", name="Submit for clearance").click()


def settle(page):
    page.get_by_role("link", name="Reply or settle").click()
    expect(page.get_by_text("It is cited in the first paragraph now.")).to_be_visible()
    page.get_by_label("How was it settled?").fill("Cited.")
    page.get_by_role("button", name="Settle").click()
    expect(page.get_by_text("The comment has been settled.")).to_be_visible()


def open_waiting(page):
    page.goto("/waiting/")
    page.get_by_role("link", name="Fares").first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_ben_s_condition_stays_at_its_words_until_he_settles_it(enter, space, amina, ben, scripts):
    draft = stories.start(stories.front(space), amina, "Fares", TEXT)
    submission = stories.submit(draft, amina)
    reviewer = enter(ben, java_script_enabled=scripts)
    reviewer.goto(submission.get_absolute_url())
    raise_condition(reviewer, scripts=scripts)
    assert Comment.objects.get().quote == "capped at **two pounds"
    reviewer.get_by_role("link", name="Back to the draft").click()
    expect(reviewer.get_by_text("1 condition stands in the way")).to_be_visible()
    send_back(reviewer, submission)

    author = enter(amina, java_script_enabled=scripts)
    answer_and_rewrite(author, draft)
    author.get_by_role("link", name="See it in the text").click()
    stands = author.get_by_role("region", name="Paragraph 3")
    expect(stands).to_contain_text("Fares are capped at two pounds a journey.")
    expect(stands.get_by_role("article", name="Ben Hughes, Condition")).to_contain_text("Cite the 2024 survey.")
    submit(author, draft)

    open_waiting(reviewer)
    expect(reviewer.get_by_text("1 condition stands in the way")).to_be_visible()
    expect(reviewer.get_by_role("button", name="Clear", exact=True)).to_have_count(0)
    settle(reviewer)
    open_waiting(reviewer)
    expect(reviewer.get_by_text("1 settled comment")).to_be_visible()
    reviewer.get_by_role("button", name="Clear", exact=True).click()
    expect(reviewer.get_by_text("Cleared and published.")).to_be_visible()


def test_the_words_selected_are_the_words_commented_on(enter, space, amina, ben):
    """The second of their like, and never words of two paragraphs."""
    draft = stories.start(stories.front(space), amina, "Fares", "A bus, *and a bus*, and a tram.\n\nA bus stops here.")
    page = enter(ben, viewport={"width": 320, "height": 640})
    page.goto(f"/drafts/{draft.pk}/comments/")
    offer = page.get_by_role("link", name="Comment on the words you selected")
    page.evaluate(SELECT, ["A bus, and", ["and a bus", "and a bus"]])
    expect(offer).to_be_in_viewport(ratio=1)
    page.evaluate("""() => {
      const [first, second] = document.querySelectorAll('[data-comment-on]');
      document.getSelection().setBaseAndExtent(first, 0, second, second.childNodes.length);
    }""")
    expect(offer).to_be_hidden()
    page.evaluate(SELECT, ["A bus, and", ["a bus", "a bus"]])
    offer.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Note: for information").check()
    page.get_by_label("Comment", exact=True).fill("Which one?")
    page.get_by_role("button", name="Add comment").click()
    expect(page.get_by_text("Your comment has been added.")).to_be_visible()
    made = Comment.objects.get()
    assert (made.quote, made.start) == ("a bus", draft.body.index("a bus"))
    page.goto(f"/drafts/{draft.pk}/comments/")
    page.evaluate(SELECT, ["A bus, and", ["and a", "and a"]])
    assert "nth=0" in offer.get_attribute("href")
    page.evaluate("""() => {
      const node = document.querySelector('[data-comment-on]').querySelector('p').lastChild;
      const range = document.createRange();
      range.setStart(node, node.data.indexOf("and a")); range.setEnd(node, node.data.indexOf("and a") + 5);
      document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
    }""")
    expect(offer).to_have_attribute("href", re.compile("paragraph=1&words=and\\+a&nth=1$"))
