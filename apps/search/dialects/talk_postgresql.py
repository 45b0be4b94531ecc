"""PostgreSQL: a tsvector for each message whose words readers see, with a GIN index.

Newest first, as people look for what was said lately, and as no rank has to be reckoned then: what answers is looked at
only as far back as is shown and counted. The room stands in the row, since who may read a message is who may read its
room, and a message stays in its room for good.
"""

from apps.search.dialects.dialect import Dialect, Sql
from apps.search.dialects.postgresql import HEADLINE, LESS_THAN, lit_by, websearch
from apps.search.dialects.talk import TalkQuestion

# A page stands in a message by its number, after a sign that is no word that anybody said.
VECTOR = """
CREATE OR REPLACE FUNCTION search_talk_vector(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector('english', search_words(replace(said, '[[page:', '[[')))
$$
"""
HAS_WORDS = "{0}kind = 'SAID' AND {0}withdrawn_at IS NULL AND {0}hidden_at IS NULL AND {0}disposed_at IS NULL"
KEEP = f"""
CREATE OR REPLACE FUNCTION search_keep_talk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM search_talk;
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_talk WHERE message_id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF {HAS_WORDS.format("NEW.")} THEN
            INSERT INTO search_talk (message_id, room_id, vector)
            VALUES (NEW.id, NEW.room_id, search_talk_vector(NEW.body));
        END IF;
    END IF;
    RETURN NULL;
END $$
"""  # noqa: S608 - every word of it stands here
CREATE = (
    "CREATE TABLE search_talk (message_id bigint PRIMARY KEY, room_id bigint NOT NULL, vector tsvector NOT NULL)",
    "CREATE INDEX search_talk_vector ON search_talk USING gin (vector) WITH (fastupdate = off)",
    VECTOR,
    KEEP,
)
DROP = ("DROP TABLE search_talk", "DROP FUNCTION search_keep_talk()", "DROP FUNCTION search_talk_vector(text)")
TRIGGERS = {
    "search_keep_talk_row": """
        CREATE TRIGGER search_keep_talk_row
        AFTER INSERT OR DELETE OR UPDATE OF id, room_id, kind, body, withdrawn_at, hidden_at, disposed_at
        ON rooms_message FOR EACH ROW EXECUTE FUNCTION search_keep_talk()
    """,
    "search_keep_talk_empty": """
        CREATE TRIGGER search_keep_talk_empty AFTER TRUNCATE ON rooms_message
        FOR EACH STATEMENT EXECUTE FUNCTION search_keep_talk()
    """,
}
EXISTING_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'rooms_message'::regclass AND NOT tgisinternal"
REBUILD = (
    "LOCK TABLE rooms_message IN SHARE ROW EXCLUSIVE MODE",
    "DELETE FROM search_talk",
    f"""
    INSERT INTO search_talk (message_id, room_id, vector)
    SELECT id, room_id, search_talk_vector(body) FROM rooms_message WHERE {HAS_WORDS.format("")}
    """,  # noqa: S608 - likewise
)
FIND = """
WITH found AS MATERIALIZED (
    SELECT message_id FROM search_talk
    WHERE vector @@ websearch_to_tsquery('english', %s) AND room_id IN ({visible})
    ORDER BY message_id DESC LIMIT %s
), shown AS MATERIALIZED (
    SELECT message_id FROM found ORDER BY message_id DESC LIMIT %s OFFSET %s
)
SELECT message_id, (SELECT count(*) FROM found) AS total,
    replace(ts_headline(
        'english', replace(replace(body, '[[page:', '[['), '<', %s), websearch_to_tsquery('english', %s), %s
    ), %s, '<') AS snippet
FROM shown JOIN rooms_message ON rooms_message.id = message_id
ORDER BY message_id DESC
"""


def find(question: TalkQuestion) -> Sql:
    visible, visible_params = question.visible
    window = (question.most, question.limit, question.offset)
    asked = websearch(question.asked)
    lit = (LESS_THAN, lit_by(question.asked), HEADLINE, LESS_THAN)
    return FIND.format(visible=visible), (asked, *visible_params, *window, *lit)


TALK_POSTGRESQL = Dialect(CREATE, DROP, TRIGGERS, EXISTING_TRIGGERS, REBUILD, find)
