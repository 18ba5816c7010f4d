-- Who has an article open to write in it, so that others see it. It lapses by itself, and keeps nobody from saving.
CREATE TABLE editing (
    article_id uuid        PRIMARY KEY REFERENCES draft ON DELETE CASCADE,
    editor_id  uuid        NOT NULL REFERENCES author,
    since      timestamptz NOT NULL,
    until      timestamptz NOT NULL
);
