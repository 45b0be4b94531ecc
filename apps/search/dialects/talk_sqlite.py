"""SQLite: a full-text table (FTS5) with a row for each message whose words readers see, as `sqlite` has of pages."""

from apps.search.dialects.dialect import MATCH_ENDS, MATCH_STARTS, Dialect, Sql
from apps.search.dialects.sqlite import match
from apps.search.dialects.talk import TalkQuestion

CREATE = (
    """
    CREATE VIRTUAL TABLE search_talk
    USING fts5(body, room_id UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2')
    """,
)
DROP = ("DROP TABLE search_talk",)
_HAS_WORDS = "{0}kind = 'SAID' AND {0}withdrawn_at IS NULL AND {0}hidden_at IS NULL AND {0}disposed_at IS NULL"
_FORGET = "DELETE FROM search_talk WHERE rowid = OLD.id;"
# A page stands in a message by its number, after a sign that is no word that anybody said.
_LEARN = f"""
    INSERT INTO search_talk (rowid, body, room_id)
    SELECT NEW.id, replace(NEW.body, '[[page:', '[['), NEW.room_id WHERE {_HAS_WORDS.format("NEW.")};
"""
_OF = "id, room_id, kind, body, withdrawn_at, hidden_at, disposed_at"
TRIGGERS = {
    "search_keep_talk_insert": f"""
        CREATE TRIGGER search_keep_talk_insert AFTER INSERT ON rooms_message BEGIN {_LEARN} END
    """,
    "search_keep_talk_update": f"""
        CREATE TRIGGER search_keep_talk_update AFTER UPDATE OF {_OF} ON rooms_message BEGIN {_FORGET} {_LEARN} END
    """,
    "search_keep_talk_delete": f"""
        CREATE TRIGGER search_keep_talk_delete AFTER DELETE ON rooms_message BEGIN {_FORGET} END
    """,
}
EXISTING_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'rooms_message'"
REBUILD = (
    "DELETE FROM search_talk",
    f"""
    INSERT INTO search_talk (rowid, body, room_id)
    SELECT id, replace(body, '[[page:', '[['), room_id FROM rooms_message WHERE {_HAS_WORDS.format("")}
    """,  # noqa: S608 - likewise
)
FIND = """
WITH found AS MATERIALIZED (
    SELECT rowid AS message_id FROM search_talk
    WHERE search_talk MATCH %s AND room_id IN ({visible})
    ORDER BY rowid DESC LIMIT %s
), shown AS MATERIALIZED (
    SELECT message_id FROM found ORDER BY message_id DESC LIMIT %s OFFSET %s
)
SELECT message_id, (SELECT count(*) FROM found) AS total, snippet(search_talk, 0, %s, %s, '', 35) AS snippet
FROM shown CROSS JOIN search_talk ON search_talk.rowid = shown.message_id
WHERE search_talk MATCH %s
ORDER BY message_id DESC
"""


def find(question: TalkQuestion) -> Sql:
    visible, visible_params = question.visible
    asked = match(question.asked)
    window = (question.most, question.limit, question.offset)
    return FIND.format(visible=visible), (asked, *visible_params, *window, MATCH_STARTS, MATCH_ENDS, asked)


TALK_SQLITE = Dialect(CREATE, DROP, TRIGGERS, EXISTING_TRIGGERS, REBUILD, find)
