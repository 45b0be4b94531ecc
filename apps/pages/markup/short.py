"""The short form of the markup, for what people say to one another: no headings, tables, footnotes or images.

Two things are named in it as they are stored: somebody, or a unit, as `@[Amina Osei]`, and a page as `[[page:12]]` or
`[[page:12|shown text]]`. A page's title depends on who reads, so the HTML holds a placeholder for it, which `parts`
finds: `<span data-page="page:12">shown text</span>`, in which the text is empty where none was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from apps.pages.markup import addresses, limits
from apps.pages.markup.addresses import AddressedMarkdown
from apps.pages.markup.characters import clean, is_blank
from apps.pages.markup.files import SCHEME
from apps.pages.markup.limits import Unrenderable
from apps.pages.markup.sanitise import sanitise_short
from apps.pages.markup.words import plain

MAX_SHORT = 12_000
LONGEST_NAME = 200
NAMED = re.compile(rf"(?<![\w/@.+-])@\[([^\[\]\n<>|]{{1,{LONGEST_NAME}}})\]")
PAGE = re.compile(rf"\[\[page:(\d{{1,12}})(?:\|([^\[\]\n]{{1,{LONGEST_NAME}}}))?\]\]")
_CODE = re.compile(r"(?ms)^[ \t>]*(```+|~~~+)[^\n]*$.*?(?:^[ \t>]*\1|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)")


@dataclass(frozen=True, slots=True)
class Short:
    """What somebody said, laid out.

    `html` is sanitised; pass it through `parts` where it names pages. `names` are what stands after `@`, `pages` the
    numbers of the pages, each once and in order; `plain` are the words alone, without any page's title.
    """

    html: str
    names: tuple[str, ...]
    pages: tuple[int, ...]
    plain: str


def render_short(text: str) -> Short:
    """Lay out Markdown in its short form. Raises Unrenderable, with a sentence for the writer, when it is too much."""
    if len(text) > MAX_SHORT:
        raise Unrenderable(f"The message is {len(text):,} characters long. It can be at most {MAX_SHORT:,}.")
    env: dict[str, Any] = {"work": limits.Work()}
    tokens = _parser.parse(clean(text), env)
    addresses.dress(tokens, {})
    inside = [child for token in tokens for child in token.children or ()]
    return Short(
        html=sanitise_short(str(_parser.renderer.render(tokens, _parser.options, env))),
        names=tuple(dict.fromkeys(token.content[1:] for token in inside if token.type == "named")),
        pages=tuple(dict.fromkeys(token.meta["page"] for token in inside if token.type == "wiki_link")),
        plain=clean(plain(tokens)),
    )


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with `change` made to every stretch of it that is not code."""
    done, pieces = 0, []
    for code in _CODE.finditer(text):
        pieces += [change(text[done : code.start()]), code[0]]
        done = code.end()
    return "".join([*pieces, change(text[done:])])


class _ShortMarkdown(AddressedMarkdown):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        """No file goes with the text of a message: its files are listed under it."""
        return not url.lower().startswith(SCHEME) and super().validateLink(url)


def _build() -> _ShortMarkdown:
    md = _ShortMarkdown("commonmark", {"html": False, "breaks": True, "maxNesting": limits.MAX_NESTING + 1})
    md.enable("strikethrough")
    md.disable(["heading", "lheading", "reference", "image", "hr", "html_block", "html_inline", "code"])
    md.inline.ruler.before("link", "page", _page)
    md.inline.ruler.before("link", "named", _named)
    limits.install_short(md)
    md.add_render_rule("named", _render_named)
    md.add_render_rule("wiki_link", _render_page)
    md.add_render_rule("fence", _render_code)
    return md


def _named(state: StateInline, silent: bool) -> bool:
    found = NAMED.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "@" else None
    if found is None or is_blank(found[1]):
        return False
    if not silent:
        state.push("named", "span", 0).content = "@" + " ".join(found[1].split())
    state.pos = found.end()
    return True


def _page(state: StateInline, silent: bool) -> bool:
    found = PAGE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("wiki_link", "span", 0)
        token.meta = {"page": int(found[1])}
        token.content = "" if found[2] is None or is_blank(found[2]) else " ".join(found[2].split())
    state.pos = found.end()
    return True


def _render_named(self: Any, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return f'<span class="app-named">{_escaped(tokens[index].content)}</span>'


def _render_page(self: Any, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    return f'<span data-page="page:{token.meta["page"]}">{_escaped(token.content)}</span>'


def _render_code(self: Any, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return f"<pre><code>{_escaped(tokens[index].content)}</code></pre>\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_parser = _build()
