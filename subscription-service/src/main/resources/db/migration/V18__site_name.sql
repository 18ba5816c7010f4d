-- What admins call the publication; nothing, until they have chosen something.
CREATE TABLE site_name (
    -- there is one row
    id      smallint PRIMARY KEY CHECK (id = 1),
    name    text     NOT NULL,
    version bigint   NOT NULL
);
