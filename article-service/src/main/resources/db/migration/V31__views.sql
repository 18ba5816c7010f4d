-- How often articles are viewed: counts, nothing of whoever views. All days and hours are those of UTC.

-- Of each hour, for the last days alone.
CREATE TABLE view_hour (
    article_id uuid        NOT NULL REFERENCES article ON DELETE CASCADE,
    hour       timestamptz NOT NULL,
    views      bigint      NOT NULL,
    reads      bigint      NOT NULL,
    PRIMARY KEY (article_id, hour)
) WITH (fillfactor = 80);
CREATE INDEX view_hour_oldest ON view_hour (hour);

-- Of each day, and by how much the comments that readers see became more.
CREATE TABLE view_day (
    article_id uuid   NOT NULL REFERENCES article ON DELETE CASCADE,
    day        date   NOT NULL,
    views      bigint NOT NULL DEFAULT 0,
    reads      bigint NOT NULL DEFAULT 0,
    comments   bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (article_id, day)
) WITH (fillfactor = 80);
CREATE INDEX view_day_most ON view_day (day, views DESC, article_id DESC);
CREATE INDEX view_day_comments ON view_day (day) INCLUDE (comments) WHERE comments <> 0;

-- From where: a host, empty for none, or other.
CREATE TABLE view_source (
    article_id uuid   NOT NULL REFERENCES article ON DELETE CASCADE,
    day        date   NOT NULL,
    source     text   NOT NULL COLLATE "C",
    views      bigint NOT NULL,
    PRIMARY KEY (article_id, day, source)
) WITH (fillfactor = 80);
CREATE INDEX view_source_oldest ON view_source (day);

-- In which language a browser asks for pages, of which country: both empty where it is not known.
CREATE TABLE view_language (
    article_id uuid   NOT NULL REFERENCES article ON DELETE CASCADE,
    day        date   NOT NULL,
    language   text   NOT NULL COLLATE "C",
    country    text   NOT NULL COLLATE "C",
    views      bigint NOT NULL,
    PRIMARY KEY (article_id, day, language, country)
) WITH (fillfactor = 80);
CREATE INDEX view_language_oldest ON view_language (day);

-- The same of all articles together, also of those that are gone.
CREATE TABLE site_view_hour (
    hour  timestamptz PRIMARY KEY,
    views bigint NOT NULL,
    reads bigint NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE site_view_source (
    day    date   NOT NULL,
    source text   NOT NULL COLLATE "C",
    views  bigint NOT NULL,
    PRIMARY KEY (day, source)
) WITH (fillfactor = 50);
CREATE TABLE site_view_language (
    day      date   NOT NULL,
    language text   NOT NULL COLLATE "C",
    country  text   NOT NULL COLLATE "C",
    views    bigint NOT NULL,
    PRIMARY KEY (day, language, country)
) WITH (fillfactor = 50);

-- What readers viewed most in the last days, in each language and in all of them (''); made anew now and then.
CREATE TABLE most_read (
    days       integer NOT NULL,
    language   text    NOT NULL COLLATE "C",
    position   integer NOT NULL,
    article_id uuid    NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (days, language, position)
);
CREATE INDEX most_read_of_article ON most_read (article_id);
