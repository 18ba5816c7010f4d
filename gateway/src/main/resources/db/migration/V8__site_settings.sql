-- What admins choose for the whole publication, as the API has it.
CREATE TABLE site_settings (
    -- there is one row
    id         smallint    PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    settings   jsonb       NOT NULL,
    version    bigint      NOT NULL,
    -- null before anybody chose anything
    updated_at timestamptz
);
INSERT INTO site_settings (settings, version) VALUES ('{}', 1);

-- Pictures of the publication itself: small, few, and on every page.
CREATE TABLE site_picture (
    kind    text    PRIMARY KEY,
    hash    text    NOT NULL,
    format  text    NOT NULL,
    width   integer NOT NULL,
    height  integer NOT NULL,
    content bytea   NOT NULL
);
