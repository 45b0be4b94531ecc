"""PostgreSQL: a tsvector for each published edition, with a GIN index.

Punctuation becomes spaces before the parser sees it, or it would read 'and/or' as a file name and 'GOV.UK' as a host,
each one word. Accents go too, without the `unaccent` extension, which some hosts do not offer.
"""

from apps.search.asking import Asked, Choice, Phrase
from apps.search.dialects.dialect import MATCH_ENDS, MATCH_STARTS, Dialect, Question, Sql

WORDS = r"""
CREATE OR REPLACE FUNCTION search_words(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(
        normalize(regexp_replace(normalize(said, NFD), '[\u0300-\u036f]+', '', 'g'), NFC),
        '[!-/:-@\[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2010-\u205e\u20ac]+', ' ', 'g'
    )
$$
"""
# A tsvector holds at most 1 MB, which the longest page there can be (200 KB) does not come near in any script.
VECTOR = """
CREATE OR REPLACE FUNCTION search_vector(title text, plain text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT setweight(to_tsvector('english', search_words(title)), 'A')
        || setweight(to_tsvector('english', search_words(plain)), 'B')
$$
"""
KEEP = """
CREATE OR REPLACE FUNCTION search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM search_index;
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_index WHERE edition_id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF NEW.state = 'PUBLISHED' THEN
            INSERT INTO search_index (edition_id, vector) VALUES (NEW.id, search_vector(NEW.title, NEW.plain));
        END IF;
    END IF;
    RETURN NULL;
END $$
"""
# No foreign key to the edition: Django empties tables by TRUNCATE and knows nothing of this one, so one would stop it.
# Ranking reads every vector that answers, so most stay in the row and none is compressed: that halves the time. The
# list of pending GIN entries would slow readers.
CREATE = (
    """
    CREATE TABLE search_index (edition_id bigint PRIMARY KEY, vector tsvector NOT NULL)
    WITH (toast_tuple_target = 8160)
    """,
    "ALTER TABLE search_index ALTER COLUMN vector SET STORAGE EXTERNAL",
    "CREATE INDEX search_index_vector ON search_index USING gin (vector) WITH (fastupdate = off)",
    WORDS,
    VECTOR,
    KEEP,
)
DROP = (
    "DROP TABLE search_index",
    "DROP FUNCTION search_keep()",
    "DROP FUNCTION search_vector(text, text)",
    "DROP FUNCTION search_words(text)",
)
TRIGGERS = {
    "search_keep_row": """
        CREATE TRIGGER search_keep_row AFTER INSERT OR DELETE OR UPDATE OF id, title, plain, state ON pages_edition
        FOR EACH ROW EXECUTE FUNCTION search_keep()
    """,
    "search_keep_empty": """
        CREATE TRIGGER search_keep_empty AFTER TRUNCATE ON pages_edition
        FOR EACH STATEMENT EXECUTE FUNCTION search_keep()
    """,
}
EXISTING_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'pages_edition'::regclass AND NOT tgisinternal"
REBUILD = (
    "LOCK TABLE pages_edition IN SHARE ROW EXCLUSIVE MODE",
    "DELETE FROM search_index",
    """
    INSERT INTO search_index (edition_id, vector)
    SELECT id, search_vector(title, plain) FROM pages_edition WHERE state = 'PUBLISHED'
    """,
)
# The rank weighs a word in the title (A) ten times one in the text (B). It is asked for any of the words rather than
# all, which the match has seen to: for all, ts_rank compares every pair of positions. Ties go to the newest.
FIND = """
WITH found AS MATERIALIZED (
    SELECT edition_id, ts_rank('{{0, 0, 0.1, 1}}', vector, websearch_to_tsquery('english', %s), 1) AS rank
    FROM search_index JOIN ({visible}) AS visible USING (edition_id)
    WHERE vector @@ websearch_to_tsquery('english', %s)
), best AS MATERIALIZED (
    SELECT edition_id, rank FROM found ORDER BY rank DESC, edition_id DESC LIMIT %s OFFSET %s
)
SELECT shown.*, (SELECT count(*) FROM found) AS total,
    replace(ts_headline(
        'english', replace(left(plain, {headline_reads}), '<', %s), websearch_to_tsquery('english', %s), %s
    ), %s, '<') AS snippet
FROM best JOIN ({shown}) AS shown USING (edition_id)
ORDER BY rank DESC, edition_id DESC
"""
HEADLINE_READS = 30_000
# Stands for '<' meanwhile: ts_headline leaves out what looks like a tag of HTML, and here all is text.
LESS_THAN = "\x04"
HEADLINE = f'StartSel="{MATCH_STARTS}", StopSel="{MATCH_ENDS}", MaxWords=35, MinWords=20'


def find(question: Question) -> Sql:
    visible, visible_params = question.visible
    shown, shown_params = question.shown
    sql = FIND.format(visible=visible, shown=shown, headline_reads=HEADLINE_READS)
    asked = question.asked
    window = (question.limit, question.offset)
    lit = lit_by(asked)
    rank = _any_of([phrase.words for phrase in asked.wanted])
    return sql, (rank, *visible_params, websearch(asked), *window, LESS_THAN, lit, HEADLINE, LESS_THAN, *shown_params)


def websearch(asked: Asked) -> str:
    """What was asked, as websearch_to_tsquery reads it."""
    return " or ".join(_all_of(choice) for choice in asked.choices)


def lit_by(asked: Asked) -> str:
    """What is lit up in a snippet: every wanted word, however it was typed."""
    return _any_of([words for phrase in asked.wanted for words in (phrase.words, phrase.typed)])


def _all_of(choice: Choice) -> str:
    wanted = [_quoted(phrase) for phrase in choice.wanted]
    return " ".join([*wanted, *(f"-{_quoted(phrase)}" for phrase in choice.unwanted)])


def _any_of(phrases: list[str]) -> str:
    return " or ".join(f'"{words}"' for words in dict.fromkeys(phrases))


def _quoted(phrase: Phrase) -> str:
    return f'"{phrase.words}"'


POSTGRESQL = Dialect(CREATE, DROP, TRIGGERS, EXISTING_TRIGGERS, REBUILD, find)
