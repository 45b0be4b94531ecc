"""SQLite: a full-text table (FTS5) with a row for each published edition.

The table holds its own copy of the text. One that read the text from the edition would be half the size, but has to be
told exactly what it once held to forget it, and is broken for good the first time it is told wrong.
"""

from apps.search.asking import Asked, Choice, Phrase
from apps.search.dialects.dialect import MATCH_ENDS, MATCH_STARTS, Dialect, Question, Sql

CREATE = (
    """
    CREATE VIRTUAL TABLE search_index USING fts5(title, plain, tokenize = 'porter unicode61 remove_diacritics 2')
    """,
)
DROP = ("DROP TABLE search_index",)
_FORGET = "DELETE FROM search_index WHERE rowid = OLD.id;"
_LEARN = """
    INSERT INTO search_index (rowid, title, plain) SELECT NEW.id, NEW.title, NEW.plain WHERE NEW.state = 'PUBLISHED';
"""
TRIGGERS = {
    "search_keep_insert": f"CREATE TRIGGER search_keep_insert AFTER INSERT ON pages_edition BEGIN {_LEARN} END",
    "search_keep_update": f"""
        CREATE TRIGGER search_keep_update AFTER UPDATE OF id, title, plain, state ON pages_edition
        BEGIN {_FORGET} {_LEARN} END
    """,
    "search_keep_delete": f"CREATE TRIGGER search_keep_delete AFTER DELETE ON pages_edition BEGIN {_FORGET} END",
}
EXISTING_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'pages_edition'"
REBUILD = (
    "DELETE FROM search_index",
    """
    INSERT INTO search_index (rowid, title, plain)
    SELECT id, title, plain FROM pages_edition WHERE state = 'PUBLISHED'
    """,
)
# The match stands in a part of its own: joined at once, SQLite's planner may run it for every page instead of once.
# A word in the title weighs ten times one in the text, and ties go to the newest, as on PostgreSQL.
FIND = """
WITH answering AS MATERIALIZED (
    SELECT rowid AS edition_id, bm25(search_index, 10.0, 1.0) AS score FROM search_index WHERE search_index MATCH %s
), found AS MATERIALIZED (
    SELECT edition_id, score FROM answering WHERE edition_id IN ({visible})
), best AS MATERIALIZED (
    SELECT edition_id, score FROM found ORDER BY score, edition_id DESC LIMIT %s OFFSET %s
), lit AS MATERIALIZED (
    SELECT best.edition_id, score, snippet(search_index, 1, %s, %s, '', 35) AS snippet
    FROM best CROSS JOIN search_index ON search_index.rowid = best.edition_id
    WHERE search_index MATCH %s
)
SELECT shown.*, (SELECT count(*) FROM found) AS total, lit.snippet
FROM lit JOIN ({shown}) AS shown ON shown.edition_id = lit.edition_id
ORDER BY score, lit.edition_id DESC
"""


def find(question: Question) -> Sql:
    visible, visible_params = question.visible
    shown, shown_params = question.shown
    wanted = match(question.asked)
    window = (question.limit, question.offset)
    sql = FIND.format(visible=visible, shown=shown)
    return sql, (wanted, *visible_params, *window, MATCH_STARTS, MATCH_ENDS, wanted, *shown_params)


def match(asked: Asked) -> str:
    """What was asked, as FTS5 reads it."""
    return " OR ".join(f"({_all_of(choice)})" for choice in asked.choices)


def _all_of(choice: Choice) -> str:
    wanted = " AND ".join(_quoted(phrase) for phrase in choice.wanted)
    if not choice.unwanted:
        return wanted
    unwanted = " OR ".join(_quoted(phrase) for phrase in choice.unwanted)
    return f"({wanted}) NOT ({unwanted})"


def _quoted(phrase: Phrase) -> str:
    return f'"{phrase.words}"'


SQLITE = Dialect(CREATE, DROP, TRIGGERS, EXISTING_TRIGGERS, REBUILD, find)
