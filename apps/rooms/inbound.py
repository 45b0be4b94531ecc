"""Reading a mail that somebody sent: who it says sent it, where to, and what they wrote in it themselves."""

import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses
from hashlib import sha256

from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement, fromstring
from mailparser_reply import EmailMessage as Quoted

from apps.core.text import seen
from apps.rooms.choices import MESSAGE_LENGTH

# More than this is not read: an answer is short, and files are not taken.
MOST_BYTES = 5_000_000
HEAD_BYTES = 100_000
# So many parts within parts have no answer in them, and take the library long.
MOST_PARTS = 50
# What stands in our mails above what they say, by which the rest is known for a quotation in any language.
ABOVE = "Write your answer above this line"
# As far down as somebody's own words are looked for; whoever wrote more has written too much in any case.
LOOKED_THROUGH = MESSAGE_LENGTH + 2_000
# A longer line is no head of a quotation, and the library's patterns take their time over one (measured: 4 s).
LONGEST_LINE = 300
TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_SENT_FROM = re.compile(
    r"\n+(?:Sent from my [^\n]{1,60}|Get Outlook for [^\n]{1,80}|Sent from Outlook[^\n]{0,80})\s*\Z"
)
_WRITTEN_BY_OTHERS = re.compile(r'"(?:\\.|[^"\\])*(?:"|$)|\([^()]*\)')
_KEPT_LINE = re.compile("\ue000(\\d+)\ue001")
_QUOTED = frozenset({"appendonsend", "divRplyFwdMsg"})
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "hr", "pre"})
_UNSAID = frozenset({"style", "script", "head", "title"})


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as far as answering goes. `key` is its own: one delivered twice has the same.

    `senders` are the addresses that it says it is from. `words` is what somebody wrote, without what they quoted;
    empty where that cannot be made out. `vouched` are the lines in which servers say how they know where it is from.
    """

    key: str
    senders: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    words: str = ""
    is_automatic: bool = False
    has_files: bool = False
    is_too_large: bool = False
    vouched: tuple[str, ...] = ()

    def is_vouched_for_by(self, server: str) -> bool:
        """Whether the nearest word of this server is that the sender's own host stands by the mail (RFC 8601)."""
        # What is in quotation marks, or a comment, may be what the sender wrote.
        said = (_WRITTEN_BY_OTHERS.sub("", line.lower()).split(";") for line in self.vouched)
        ours = next((line for line in said if line[0].split()[:1] == [server]), [])
        found = [part.split()[0] for part in ours if part.strip().startswith("dmarc=")]
        return found == ["dmarc=pass"]


def read(raw: bytes) -> Letter:
    """What the mail is and says. What cannot be made sense of is left out; nothing in it makes this fail."""
    is_too_large = len(raw) > MOST_BYTES or raw.lower().count(b"boundary=") > MOST_PARTS
    try:
        mail = _parsed(raw, head_only=is_too_large)
        letter = _headed(mail, raw)
    except Exception:  # noqa: BLE001 - the library fails in many ways on mails that somebody made to fail it
        return Letter(key=sha256(raw).hexdigest(), is_automatic=True)
    try:
        words, has_files = ("", False) if is_too_large else (own_words(_text(mail)), _has_files(mail))
    except Exception:  # noqa: BLE001 - likewise
        words, has_files = "", False
    return replace(letter, words=words, has_files=has_files, is_too_large=is_too_large)


def own_words(text: str) -> str:
    """What somebody wrote themselves in an answer, without what they quoted and what their device added.

    What stands under their name stays: where it begins is a guess, and a guess loses words.
    """
    text = seen(text).replace("\ue000", "").replace("\ue001", "").strip()
    # The marking stands on that line. Whoever answers below what they quote has nothing above it.
    above = text.split(ABOVE)[0].rpartition("\n")[0] if ABOVE in text else text
    return _unquoted(above) or _unquoted(text)


def _unquoted(text: str) -> str:
    # Many empty lines in a row take the library minutes (measured: 220 s for 40,000), so there is never a second one.
    lines = re.sub(r"\n\s*\n", "\n\n", text)[:LOOKED_THROUGH].split("\n")
    # The library trims lines and is slow with long ones: these it is given as a mark, which is written back.
    marked = [f"\ue000{at}\ue001" if _is_set_aside(line) else line for at, line in enumerate(lines)]
    first = Quoted("\n".join(marked), languages=["en"], keep_hyphen_lists=True).read().replies[0]
    own = [line for line in first.full_body.split("\n") if not line.startswith(">") and ABOVE not in line]
    words = _KEPT_LINE.sub(lambda found: lines[int(found[1])], "\n".join(own))
    words = re.split(r"(?m)^-- ?$", words)[0]
    return _SENT_FROM.sub("", words).strip()


def _is_set_aside(line: str) -> bool:
    return len(line) > LONGEST_LINE or (line[:1] in {" ", "\t"} and bool(line.strip()))


def _parsed(raw: bytes, *, head_only: bool) -> EmailMessage:
    parser = BytesHeaderParser if head_only else BytesParser
    mail = parser(policy=email.policy.default).parsebytes(raw[:HEAD_BYTES] if head_only else raw)
    assert isinstance(mail, EmailMessage)
    return mail


def _headed(mail: EmailMessage, raw: bytes) -> Letter:
    return Letter(
        key=" ".join(_lines(mail, "Message-ID")) or sha256(raw).hexdigest(),
        senders=tuple(address.lower() for _, address in getaddresses(_lines(mail, "From"))),
        to=tuple(line for name in TO for line in _lines(mail, name)),
        is_automatic=_is_automatic(mail),
        vouched=tuple(_lines(mail, "Authentication-Results")),
    )


def _lines(mail: EmailMessage, name: str) -> list[str]:
    return [" ".join(str(value).split()) for value in mail.get_all(name, [])]


def _is_automatic(mail: EmailMessage) -> bool:
    """As RFC 3834 has it, and what came before it: nobody wrote it as an answer."""
    submitted = [line.lower() for line in _lines(mail, "Auto-Submitted")]
    return (
        any(not line.startswith("no") for line in submitted)
        or any(line.lower() in _BULK for line in _lines(mail, "Precedence"))
        or bool(_lines(mail, "X-Autoreply") or _lines(mail, "X-Autorespond"))
        or "<>" in _lines(mail, "Return-Path")
        or mail.get_content_type() == "multipart/report"
    )


def _has_files(mail: EmailMessage) -> bool:
    """Whether files came with it, but for the pictures of a signature and what proves who signed it."""
    return any(
        part.get_content_disposition() == "attachment" and part.get_content_type() not in _SIGNATURES
        for part in mail.walk()
        if not (part.get("Content-ID") and part.get_content_maintype() == "image")
    )


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    return _plain(content) if body.get_content_subtype() == "html" else str(content)


def _plain(html: str) -> str:
    """The words of a mail that has them in HTML alone."""
    try:
        root = fromstring(html)
    except ParserError:
        return ""
    for quoted in [one for one in root.iter() if isinstance(one, HtmlElement) and _is_quotation(one)]:
        if quoted is root:
            return ""
        quoted.drop_tree()
    return "".join(_spoken(root))


def _is_quotation(element: HtmlElement) -> bool:
    """Whether this is where programs put what they quote."""
    return element.tag == "blockquote" or "gmail_quote" in element.get("class", "") or element.get("id") in _QUOTED


def _spoken(root: HtmlElement) -> Iterator[str]:
    for event, element in iterwalk(root, events=("start", "end")):
        if event == "end":
            yield _one_line(element.tail)
        else:
            yield "\n" if element.tag in _BLOCKS else ""
            yield "" if element.tag in _UNSAID or not isinstance(element.tag, str) else _one_line(element.text)


def _one_line(text: str | None) -> str:
    return (text or "").replace("\r", "").replace("\n", " ")
