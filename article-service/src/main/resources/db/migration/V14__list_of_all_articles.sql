-- What the list of all articles goes by: what readers see of each stands beside its working copy, so that one index serves a
-- list however it is filtered and sorted. Triggers keep it: a version of this program that does not know of it runs on.

-- In lower case, without accents and vowel points, wide letters as the usual ones.
CREATE FUNCTION folded(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(
        normalize(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f\u0591-\u05bd\u064b-\u065f]', '', 'g'), NFKC)
        COLLATE "pg_c_utf8");

-- Where a script has no spaces between words, its parts are words of their own among letters of others.
CREATE FUNCTION words_of(value text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT word
    FROM regexp_split_to_table(
        regexp_replace(
            folded(value),
            '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u9fff\uac00-\ud7af'
            '\uf900-\ufaff\U00020000-\U0003ffff]+)',
            ' \1 ', 'g'),
        '[[:space:][:punct:][:cntrl:]]+' COLLATE "pg_c_utf8") AS word
    WHERE word <> '';
END;

-- Of those parts every two letters that stand together, and the last.
CREATE FUNCTION draft_words(title text, summary text, tags text[]) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT lexeme)), ''::tsvector)
    FROM words_of(concat_ws(' ', title, summary, array_to_string(tags, ' '))) AS word,
        LATERAL (
            SELECT left(word, 50) AS lexeme WHERE word COLLATE "C" < U&'\0e00'
            UNION ALL
            SELECT substr(word, place, 2) FROM generate_series(1, length(word)) AS place
            WHERE word COLLATE "C" >= U&'\0e00') AS lexemes;
END;

-- All words of a search, each as the beginning of one.
CREATE FUNCTION draft_query(search text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(string_agg(DISTINCT quote_literal(lexeme) || ':*', ' & '), '')::tsquery
    FROM words_of(search) AS word,
        LATERAL (
            SELECT left(word, 50) AS lexeme WHERE word COLLATE "C" < U&'\0e00'
            UNION ALL
            SELECT substr(word, place, 2) FROM generate_series(1, greatest(1, length(word) - 1)) AS place
            WHERE word COLLATE "C" >= U&'\0e00') AS lexemes;
END;

-- What names of categories and tags are told by: neither case nor spaces matter.
CREATE FUNCTION term_key(name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(btrim(regexp_replace(normalize(name, NFC), '\s+', ' ', 'g')) COLLATE "pg_c_utf8");

CREATE FUNCTION term_keys(names text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY(SELECT term_key(name) FROM unnest(names) AS name);

ALTER TABLE draft
    ADD COLUMN public_status  text NOT NULL DEFAULT 'draft'
        CHECK (public_status IN ('draft', 'published', 'unpublished')),
    -- the version that readers see, or saw last
    ADD COLUMN public_version bigint,
    -- since when readers see it; the epoch while they do not
    ADD COLUMN public_since   timestamptz NOT NULL DEFAULT 'epoch',
    -- whether anything is to become of it at a time to come
    ADD COLUMN scheduled      boolean NOT NULL DEFAULT false;

UPDATE draft SET public_status = article.status, public_version = article.draft_version,
    public_since = CASE WHEN article.status = 'published' THEN article.published_at ELSE 'epoch' END
FROM article
WHERE article.id = draft.id;
UPDATE draft SET scheduled = true FROM schedule WHERE schedule.article_id = draft.id;

ALTER TABLE draft
    ADD COLUMN changed      boolean GENERATED ALWAYS AS
        (public_status = 'published' AND public_version IS DISTINCT FROM version) STORED,
    ADD COLUMN category_key text COLLATE "C" GENERATED ALWAYS AS (term_key(category)) STORED,
    ADD COLUMN tag_keys     text[] GENERATED ALWAYS AS (term_keys(tags)) STORED,
    ADD COLUMN words        tsvector GENERATED ALWAYS AS (draft_words(title, summary, tags)) STORED;

-- Whoever writes these rows holds the lock of the draft.
CREATE FUNCTION draft_follows_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE draft SET public_status = NEW.status, public_version = NEW.draft_version,
        public_since = CASE WHEN NEW.status = 'published' THEN NEW.published_at ELSE 'epoch' END
    WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER article_made AFTER INSERT ON article
    FOR EACH ROW EXECUTE FUNCTION draft_follows_article();
CREATE TRIGGER article_changed AFTER UPDATE OF status, draft_version, published_at ON article
    FOR EACH ROW WHEN ((OLD.status, OLD.draft_version, OLD.published_at)
        IS DISTINCT FROM (NEW.status, NEW.draft_version, NEW.published_at))
    EXECUTE FUNCTION draft_follows_article();

CREATE FUNCTION draft_follows_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE draft SET scheduled = (TG_OP = 'INSERT') WHERE id = coalesce(NEW.article_id, OLD.article_id);
    RETURN NULL;
END $$;
CREATE TRIGGER schedule_changed AFTER INSERT OR DELETE ON schedule
    FOR EACH ROW EXECUTE FUNCTION draft_follows_schedule();

-- Behind the sort stands what is asked for beside it, so that what does not match is passed over within the index.
CREATE INDEX draft_by_update ON draft (updated_at, id, public_status, kind, category_key);
CREATE INDEX draft_by_update_of_author ON draft (author_id, updated_at, id, public_status, kind, category_key);
CREATE INDEX draft_by_title ON draft ((left(title, 60) COLLATE "und-x-icu"), id, public_status, kind, category_key);
CREATE INDEX draft_by_title_of_author
    ON draft (author_id, (left(title, 60) COLLATE "und-x-icu"), id, public_status, kind, category_key);
CREATE INDEX draft_by_publication ON draft (public_since, id, public_status, kind, category_key);
CREATE INDEX draft_by_publication_of_author ON draft (author_id, public_since, id, public_status, kind, category_key);
CREATE INDEX draft_by_creation ON draft (created_at, id, public_status, kind, category_key);
CREATE INDEX draft_by_creation_of_author ON draft (author_id, created_at, id, public_status, kind, category_key);
CREATE INDEX draft_by_status ON draft (public_status, updated_at, id);
CREATE INDEX draft_by_category ON draft (category_key, updated_at, id);
-- Of these there are few.
CREATE INDEX draft_scheduled ON draft (author_id) WHERE scheduled;
CREATE INDEX draft_changed ON draft (author_id) WHERE changed;
CREATE INDEX draft_pages ON draft (author_id) WHERE kind = 'page';
CREATE INDEX draft_by_tag ON draft USING gin (tag_keys);
CREATE INDEX draft_by_word ON draft USING gin (words);
-- Read backwards, the ones above do what these did.
DROP INDEX draft_recent, draft_of_author;
