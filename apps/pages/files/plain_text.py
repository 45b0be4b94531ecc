"""Plain text and tables: words that a reader sees as they are, and nothing that a program would carry out."""

from __future__ import annotations

import re

from apps.pages.files.faults import Unacceptable

# What a browser or a mail program would take for a page with something to run.
_PAGE = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|math|link|meta|style|form|base|frameset|\?xml)\b"
    r"|<\?(?:xml|php)",
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# A formula that names a function, a program or another sheet, at the start of a cell: "CSV injection".
_FORMULA = re.compile(r"(?:^|[,;\t])[ \"']*[=+@-][^,;\t\n\"]*[(|!]", re.MULTILINE)
_SCRIPT = re.compile(r"\A#!|\A@echo\b", re.IGNORECASE)


def check_text(content: bytes) -> None:
    """Refuse what is no plain text. Raises Unacceptable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unacceptable(
            "Nobody can tell how the letters in this file are written. Save it again as ‘UTF-8’, which Excel calls "
            "‘CSV UTF-8’ and Notepad offers beside the name, and add that."
        ) from fault
    if _UNSEEN.search(text):
        raise Unacceptable(
            "This file is not plain text: it has characters in it that cannot be seen. Add the document it came from."
        )
    if _PAGE.search(text) or _SCRIPT.search(text):
        raise Unacceptable(
            "This file holds a web page or something a computer would run, so it cannot be kept here. "
            "Paste the words into the text, or add them as a Word or PDF file."
        )


def check_table(content: bytes) -> None:
    """Refuse a table that a spreadsheet program would run formulas from. Raises Unacceptable."""
    if _FORMULA.search(content.decode("utf-8-sig")):
        raise Unacceptable(
            "A cell of this table starts with a formula, which a spreadsheet program would carry out. Save the table "
            "with values instead of formulas, or add it as an Excel file."
        )
