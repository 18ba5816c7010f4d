-- The slugs that authors had before lead on to them, unless somebody else has one by now.
CREATE TABLE author_former_slug (
    slug       text COLLATE "C" PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES author
);

-- A version of this program that does not know of them leaves none out.
CREATE FUNCTION author_leaves_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM author_former_slug WHERE slug = NEW.slug;
    INSERT INTO author_former_slug (slug, account_id) VALUES (OLD.slug, OLD.account_id)
    ON CONFLICT (slug) DO UPDATE SET account_id = excluded.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER author_slug_changed AFTER UPDATE OF slug ON author
    FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION author_leaves_slug();
