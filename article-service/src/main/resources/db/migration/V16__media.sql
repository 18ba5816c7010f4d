-- Pictures, whose bytes are in a store of their own.
CREATE TABLE media (
    id         uuid PRIMARY KEY,
    owner_id   uuid        NOT NULL REFERENCES author,
    -- as the file was called, for people
    name       text        NOT NULL,
    -- the end of its address
    file_name  text        NOT NULL COLLATE "C",
    alt        text,
    type       text        NOT NULL CHECK (type IN ('jpeg', 'png', 'gif', 'webp')),
    -- what is kept of it
    bytes      bigint      NOT NULL,
    width      integer     NOT NULL CHECK (width > 0),
    height     integer     NOT NULL CHECK (height > 0),
    animated   boolean     NOT NULL,
    -- whether smaller ones can be made of it
    scalable   boolean     NOT NULL,
    -- of the file as it was uploaded: the same again is the same
    sha256     bytea       NOT NULL,
    -- words of its name and its alternative text
    search     tsvector    NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX media_same ON media (owner_id, sha256);
CREATE INDEX media_search ON media USING gin (search);

-- The pictures of the library that a text and a cover show. In PL/pgSQL, so that nothing inlines it past the indexes on it.
CREATE FUNCTION pictures_in(body text, cover text) RETURNS uuid[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF strpos(body, '/api/media/') = 0 AND strpos(coalesce(cover, ''), '/api/media/') = 0 THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT mention[1]::uuid FROM regexp_matches(
            coalesce(cover, '') || ' ' || body,
            '/api/media/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/', 'g') AS mention);
END
$$;
CREATE INDEX draft_pictures ON draft USING gin (pictures_in(body, cover));
CREATE INDEX article_pictures ON article USING gin (pictures_in(body_html, cover));
