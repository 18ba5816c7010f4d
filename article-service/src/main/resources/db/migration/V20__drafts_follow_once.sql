-- Whoever publishes says of the draft in one statement what the triggers would say in two more, each of which would write the
-- row and its many index entries anew. They say it of whatever else is written, and find nothing to do there.
CREATE OR REPLACE FUNCTION draft_follows_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    since timestamptz := CASE WHEN NEW.status = 'published' THEN NEW.published_at ELSE 'epoch' END;
BEGIN
    UPDATE draft SET public_status = NEW.status, public_version = NEW.draft_version, public_since = since
    WHERE id = NEW.id AND (public_status, public_version, public_since)
        IS DISTINCT FROM (NEW.status, NEW.draft_version, since);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION draft_follows_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE draft SET scheduled = (TG_OP = 'INSERT')
    WHERE id = coalesce(NEW.article_id, OLD.article_id) AND scheduled <> (TG_OP = 'INSERT');
    RETURN NULL;
END $$;
