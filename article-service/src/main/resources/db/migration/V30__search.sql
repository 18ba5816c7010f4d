-- What readers search in. A row for each article that lists show, made in the background.
CREATE SEQUENCE search_document_number;
CREATE TABLE search_document (
    article_id   uuid PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    -- in the order in which they came
    number       bigint      NOT NULL DEFAULT nextval('search_document_number'),
    -- of the article
    version      bigint      NOT NULL,
    published_at timestamptz NOT NULL,
    -- the beginning of the body, in which passages are looked for
    body         text        NOT NULL,
    -- words with their places, and all else that it is found by
    vector       tsvector    NOT NULL
);
-- What is new is found at once, and a search costs the same however much was published just before.
CREATE INDEX search_document_vector ON search_document USING gin (vector) WITH (fastupdate = off);

-- Of a word that very many documents have, the newest are looked at: they come in blocks.
CREATE FUNCTION search_block(number bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN '#block=' || number / 8192;

-- The blocks from so many before the newest to so many, as a query; null where there are none.
CREATE FUNCTION search_blocks(first integer, last integer) RETURNS tsquery
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT string_agg(quote_literal(search_block(last_value - 8192 * back)), ' | ')::tsquery
    FROM search_document_number, generate_series(first, last) AS back
    WHERE last_value - 8192 * back >= 0;
END;

-- What is to be taken into it, or out of it. A version of this program that does not know of it writes here too.
CREATE TABLE search_due (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id    uuid NOT NULL,
    -- until when somebody has it in hand
    claimed_until timestamptz NOT NULL DEFAULT '-infinity'
);

CREATE FUNCTION search_follows_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due (article_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER searched_article_made AFTER INSERT ON article
    FOR EACH ROW EXECUTE FUNCTION search_follows_article();
CREATE TRIGGER searched_article_changed AFTER UPDATE OF version ON article
    FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION search_follows_article();
INSERT INTO search_due (article_id) SELECT id FROM article WHERE status = 'published' ORDER BY published_at, id;

-- Words as they are written: what a beginning may become, and what a slip of the pen may have meant.
CREATE TABLE search_word (
    written text COLLATE "C" NOT NULL,
    -- by which it is found
    term    text COLLATE "C" NOT NULL,
    -- how many articles had it in their title or tags when they were taken in
    naming  integer NOT NULL DEFAULT 0,
    PRIMARY KEY (written, term)
);
CREATE INDEX search_word_begins ON search_word (left(written, 3), naming DESC, written);

-- What was searched for, and not found.
CREATE TABLE search_miss (
    day   date NOT NULL,
    words text COLLATE "C" NOT NULL,
    times bigint NOT NULL,
    PRIMARY KEY (day, words)
);
