"""Links between the files of a folder, rewritten to lead to the pages they become."""

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, unquote, urlsplit

from django.urls import reverse

from apps.pages.importing.losses import Loss
from apps.pages.importing.reading import Text
from apps.pages.importing.walking import INDEX, Source
from apps.pages.markup.headings import PREFIX, slug

_LINKS = re.compile(
    r"""
      (?P<fence>^[ ]{0,3}(?P<mark>```+|~~~+).*?^[ ]{0,3}(?P=mark)[`~]*[ \t]*$)
    | (?P<code>(?P<ticks>`+)[^\n]*?(?P=ticks))
    | (?P<image>!)?\[(?P<words>[^\[\]]*)\]
        \([ \t]*(?P<to><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?P<title>\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)
    | (?P<name>^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]*)(?P<defined>\S+)
    | (?P<opening><(?:a|img)\b[^<>]*?\b(?:href|src)=)(?P<quote>["'])(?P<href>[^"'<>]*)(?P<rest>(?P=quote)[^<>]*>)
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_HEADING = re.compile(
    r"^#{1,6}[ \t]*(?P<words>[^#\s].*?)[ \t#]*(?:\{:?[ \t]*\#(?P<id>[\w-]+)[^{}\n]*\})?[ \t#]*$"
    r"|<h[1-6]\b(?P<attributes>[^<>]*)>(?P<html>.*?)</h[1-6]>",
    re.MULTILINE | re.DOTALL,
)
_ID = re.compile(r"\bid=[\"']([\w-]+)[\"']")
_BEFORE_LETTERS = "0123456789.:() "
_ALT = re.compile(r"\balt=[\"']([^\"'<>]*)[\"']")
_SUFFIX = re.compile(r"\.(?:html?|md|markdown)\Z", re.IGNORECASE)


class Links:
    """Where every address of the old site leads here.

    `pages` maps the files of the folder ('agile/quality.md', or 'agile' for a folder) to paths here; `was_at` is the
    address they had, '/service-manual' or, so that links to the rest of that site stay whole,
    'https://www.gov.uk/service-manual'. `text_of` reads a file by the same names, for its headings.
    """

    def __init__(self, pages: Mapping[str, str], was_at: str, text_of: Callable[[str], str]) -> None:
        self._pages = pages
        site = urlsplit(was_at)
        self._site = f"{site.scheme}://{site.netloc}" if site.netloc else ""
        self._host = site.netloc.lower()
        self._base = "/" + site.path.strip("/")
        self._text_of = text_of
        self._headings: dict[str, dict[str, str]] = {}

    def rewrite(self, text: Text, source: Source) -> tuple[str, list[Loss]]:
        """The text with its links leading to pages here, and each link that leads nowhere any more."""
        losses: list[Loss] = []

        def renew(found: re.Match[str]) -> str:
            old = found["to"] if found["to"] is not None else found["defined"] or found["href"]
            if old is None:
                return found[0]
            address, what = self._renewed(old.strip("<>"), source)
            if what:
                losses.append(Loss(source.where, text.lines_before + text.body[: found.start()].count("\n") + 1, what))
            return _written(found, address)

        return _LINKS.sub(renew, text.body), losses

    def _renewed(self, address: str, source: Source) -> tuple[str | None, str]:
        """The new address (None for none, the same when it is not ours to change) and what was lost, if anything."""
        if address.startswith("#"):
            heading = self._heading(source.where, address[1:])
            return (f"#{heading}" if heading else address), ""
        try:
            old = urlsplit(address)
        except ValueError:
            return address, ""
        if not self._is_ours(old) or "{{" in address:
            return address, ""
        path = unquote(old.path)
        if not path.startswith("/"):
            path = posixpath.join(self._base, *source.folder, path)
        name = self._name(posixpath.normpath(path))
        if name is not None:
            return self._address_here(name, old.fragment)
        if self._site:
            query, fragment = f"?{old.query}" if old.query else "", f"#{old.fragment}" if old.fragment else ""
            return f"{self._site}{posixpath.normpath(path)}{query}{fragment}", ""
        return None, f"the link to {address} leads to no page here, so only its words were kept."

    def _is_ours(self, old: SplitResult) -> bool:
        if old.netloc:
            return old.scheme in ("", "http", "https") and old.netloc.lower() == self._host
        return not old.scheme and bool(old.path)

    def _name(self, path: str) -> str | None:
        inside = path == self._base or path.startswith(f"{self._base.rstrip('/')}/")
        if not inside:
            return None
        whole = path[len(self._base) :].strip("/")
        plain = _SUFFIX.sub("", whole)
        folder = plain[: -len(INDEX)].rstrip("/") if posixpath.basename(plain) == INDEX else plain
        return next((name for name in (whole, plain, folder) if name in self._pages), None)

    def _address_here(self, name: str, fragment: str) -> tuple[str, str]:
        address = reverse("wiki:get", kwargs={"path": self._pages[name]})
        if not fragment:
            return address, ""
        heading = self._heading(name, fragment)
        if heading:
            return f"{address}#{PREFIX}{heading}", ""
        return address, f"{name} has no heading #{fragment}, so the link leads to the top of that page."

    def _heading(self, name: str, fragment: str) -> str:
        if name not in self._headings:
            self._headings[name] = _headings(self._text_of(name))
        return self._headings[name].get(_letters(fragment), "")


def _headings(text: str) -> dict[str, str]:
    """What links to a heading of this text may say after `#`, without its hyphens, mapped to what they say here."""
    found: dict[str, str] = {}
    for heading in _HEADING.finditer(text):
        words = heading["words"] or heading["html"] or ""
        given = heading["id"] or next(iter(_ID.findall(heading["attributes"] or "")), "")
        # Kramdown's own names leave out what stands before the first letter: '1. Trust' is #trust.
        for name in (words, given, words.lstrip(_BEFORE_LETTERS)):
            found.setdefault(_letters(name), slug(words))
    found.pop("", None)
    return found


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _written(found: re.Match[str], address: str | None) -> str:
    if found["to"] is not None:
        if address is None:
            return found["words"]
        shown = f"<{address}>" if any(character in address for character in " ()") else address
        return f"{found['image'] or ''}[{found['words']}]({shown}{found['title'] or ''})"
    if found["defined"] is not None:
        return f"{found['name']}{address or '<>'}"
    if address is None and found["opening"].startswith("<img"):
        return "".join(_ALT.findall(found[0]))
    return f"{found['opening']}{found['quote']}{address or ''}{found['rest']}"
