"""From the text people write to the HTML people read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from apps.pages.markup import addresses, blocks, footnotes, headings, limits, wikilinks
from apps.pages.markup.addresses import AddressedMarkdown
from apps.pages.markup.characters import clean
from apps.pages.markup.headings import Heading
from apps.pages.markup.sanitise import sanitise
from apps.pages.markup.words import plain

_LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page laid out.

    `html` is sanitised and the same for every reader: pass it through `parts` to write its links by title. `contents`
    is the list of headings, `links` the keys of the pages linked by title, `plain` the words alone, for search.
    """

    html: str
    contents: tuple[Heading, ...]
    links: tuple[str, ...]
    plain: str


def render(text: str) -> Rendered:
    """Lay out Markdown: CommonMark with GitHub's tables, strike-through, task lists and footnotes, and links by title.

    The same text always gives the same result. Raises Unrenderable, with a sentence for the author, when the text
    is longer than MAX_BYTES or holds too much of something to be laid out within a second.
    """
    tokens, contents, env = read(text)
    html = written(tokens, env)
    return Rendered(html=html, contents=contents, links=wikilinks.titles(tokens), plain=clean(plain(tokens)))


def read(text: str) -> tuple[list[Token], tuple[Heading, ...], dict[str, Any]]:
    """A text's tokens as they are laid out, its contents, and what the renderer goes by. Raises Unrenderable."""
    limits.check_size(text)
    text = clean(text)
    limits.check_lines(text)
    env: dict[str, Any] = {"work": limits.Work()}
    tokens = _parser.parse(text, env)
    limits.check_calls(tokens)
    tokens, contents = headings.arrange(tokens)
    addresses.dress(tokens, headings.anchors(tokens))
    return blocks.dress(tokens), contents, env


def written(tokens: Sequence[Token], env: dict[str, Any]) -> str:
    """Tokens as sanitised HTML."""
    return sanitise(str(_parser.renderer.render(tokens, _parser.options, env)))


def _build() -> AddressedMarkdown:
    # Raw HTML is off: it is shown as it was typed, so the text a reviewer clears says all that a reader will see.
    options = {"html": False, "maxNesting": limits.MAX_NESTING + 1, "xhtmlOut": False}
    md = AddressedMarkdown("commonmark", options)
    md.enable(["table", "strikethrough"])
    footnotes.install(md)
    wikilinks.install(md)
    limits.install(md)
    md.inline.ruler.before("autolink", "line_break", _line_break)
    md.add_render_rule("line_break", _render_line_break)
    # The library's rule works the alternative text out again from parts that are gone by then.
    md.add_render_rule("image", _render_image)
    md.add_render_rule("code", _render_code)
    md.add_render_rule("wiki_link", _render_wiki_link)
    return md


def _line_break(state: StateInline, silent: bool) -> bool:
    """`<br>`, the one tag that is understood: a table cell has no other way to start a new line."""
    found = _LINE_BREAK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("line_break", "br", 0)
    state.pos = found.end()
    return True


def _render_line_break(self: object, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return "<br>"


def _render_code(self: Any, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return f"<pre{self.renderAttrs(tokens[index])}><code>{_escaped(tokens[index].content)}</code></pre>\n"


def _render_wiki_link(self: Any, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    return f"<span{self.renderAttrs(token)}>{_escaped(token.content)}</span>"


def _render_image(self: Any, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return f"<img{self.renderAttrs(tokens[index])}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_parser = _build()
