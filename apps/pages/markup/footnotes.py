"""Footnotes: `[^name]` in the text and `[^name]: the note` anywhere below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

_CALL = re.compile(r"\[\^([^\s\[\]]{1,100})\]")


def install(md: MarkdownIt) -> None:
    """Teach the parser footnotes.

    Notes written in the line, `^[note]`, are not GitHub's and are left as they are. The plugin's own rule for calls
    reads to the end of the text at each unclosed one; ours reads no further than a name may be long.
    """
    md.use(footnote_plugin, inline=False)
    md.inline.ruler.at("footnote_ref", _call)
    md.add_render_rule("footnote_ref", _render_call)
    md.add_render_rule("footnote_block_open", _render_open)
    md.add_render_rule("footnote_block_close", _render_close)
    md.add_render_rule("footnote_open", _render_note)
    md.add_render_rule("footnote_anchor", _render_back)


def _call(state: StateInline, silent: bool) -> bool:
    if "footnotes" not in state.env:
        return False
    found = _CALL.match(state.src, state.pos, state.posMax)
    if found is None or ":" + found[1] not in state.env["footnotes"]["refs"]:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta = _counted(state.env["footnotes"], found[1])
    state.pos = found.end()
    return True


def _counted(notes: Any, label: str) -> dict[str, int]:
    number = notes["refs"][":" + label]
    if number < 0:
        number = notes["refs"][":" + label] = len(notes["list"])
        notes["list"][number] = {"label": label, "count": 0}
    note = notes["list"][number]
    note["count"] += 1
    return {"id": number, "subId": note["count"] - 1}


def _name(token: Token) -> str:
    number, again = token.meta["id"] + 1, token.meta["subId"]
    return f"{number}-{again + 1}" if again else str(number)


def _render_call(self: object, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    number = tokens[index].meta["id"] + 1
    return (
        f'<sup class="footnote-call"><a href="#fn-{number}" id="fnref-{_name(tokens[index])}" role="doc-noteref" '
        f'aria-label="Footnote {number}">{number}</a></sup>'
    )


def _render_open(self: object, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'


def _render_close(self: object, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return "</ol>\n</section>\n"


def _render_note(self: object, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return f'<li id="fn-{tokens[index].meta["id"] + 1}">'


def _render_back(self: object, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    number, again = token.meta["id"] + 1, token.meta["subId"]
    place = f"reference {number}" if not again else f"reference {number}, number {again + 1}"
    return (
        f' <a href="#fnref-{_name(token)}" class="footnote-back" role="doc-backlink" aria-label="Back to {place}">↩</a>'
    )
