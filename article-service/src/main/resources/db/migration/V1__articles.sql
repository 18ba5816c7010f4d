-- People who write: a projection of the accounts' public names.
CREATE TABLE author (
    account_id    uuid PRIMARY KEY,
    -- of the account's state; 0 where only a token has told the name so far
    version       bigint  NOT NULL,
    slug          text    NOT NULL COLLATE "C",
    name          text    NOT NULL,
    article_count bigint  NOT NULL DEFAULT 0 CHECK (article_count >= 0),
    -- their published articles still have to be announced under a new name
    bylines_due   boolean NOT NULL DEFAULT false
);
CREATE INDEX author_slug ON author (slug);
CREATE INDEX author_listed ON author (slug, account_id) WHERE article_count > 0;
CREATE INDEX author_bylines_due ON author (account_id) WHERE bylines_due;

CREATE TABLE category (
    id            uuid PRIMARY KEY,
    slug          text   NOT NULL COLLATE "C" UNIQUE,
    name          text   NOT NULL,
    article_count bigint NOT NULL DEFAULT 0 CHECK (article_count >= 0)
);
CREATE INDEX category_listed ON category (slug) WHERE article_count > 0;

CREATE TABLE tag (
    id            uuid PRIMARY KEY,
    slug          text   NOT NULL COLLATE "C" UNIQUE,
    name          text   NOT NULL,
    article_count bigint NOT NULL DEFAULT 0 CHECK (article_count >= 0)
);
CREATE INDEX tag_listed ON tag (slug) WHERE article_count > 0;

-- The working copy of every article, published or not.
CREATE TABLE draft (
    id             uuid PRIMARY KEY,
    version        bigint      NOT NULL,
    author_id      uuid        NOT NULL REFERENCES author,
    title          text        NOT NULL,
    slug           text        NOT NULL COLLATE "C",
    body           text        NOT NULL,
    format         text        NOT NULL CHECK (format IN ('markdown', 'html')),
    summary        text,
    category       text,
    tags           text[]      NOT NULL,
    comment_policy text        NOT NULL CHECK (comment_policy IN ('open', 'moderated', 'closed')),
    cover          text,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX draft_recent ON draft (updated_at DESC, id DESC);
CREATE INDEX draft_of_author ON draft (author_id, updated_at DESC, id DESC);

-- Every slug that an article has or, once public, has had: it is never given to another.
CREATE TABLE slug (
    slug        text    COLLATE "C" PRIMARY KEY,
    -- null where the article is gone: links to it may still be about
    article_id  uuid    REFERENCES draft ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    was_public  boolean NOT NULL DEFAULT false,
    CHECK (article_id IS NOT NULL OR was_public)
);
CREATE INDEX slug_of_article ON slug (article_id);

-- What readers see, or saw last.
CREATE TABLE article (
    id                 uuid PRIMARY KEY REFERENCES draft,
    version            bigint      NOT NULL,
    publication        integer     NOT NULL,
    status             text        NOT NULL CHECK (status IN ('published', 'unpublished')),
    -- of the working copy when it was last published or withdrawn: another one means unpublished changes
    draft_version      bigint      NOT NULL,
    author_id          uuid        NOT NULL REFERENCES author,
    byline_version     bigint      NOT NULL,
    slug               text        NOT NULL COLLATE "C" UNIQUE,
    title              text        NOT NULL,
    summary            text,
    description        text        NOT NULL,
    body_html          text        NOT NULL,
    reading_minutes    integer     NOT NULL,
    category_id        uuid REFERENCES category,
    comment_policy     text        NOT NULL CHECK (comment_policy IN ('open', 'moderated', 'closed')),
    cover              text,
    first_published_at timestamptz NOT NULL,
    published_at       timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
);
CREATE INDEX article_newest ON article (published_at DESC, id DESC) WHERE status = 'published';
CREATE INDEX article_newest_of_category ON article (category_id, published_at DESC, id DESC) WHERE status = 'published';
CREATE INDEX article_newest_of_author ON article (author_id, published_at DESC, id DESC) WHERE status = 'published';
CREATE INDEX article_byline ON article (author_id, byline_version) WHERE status = 'published';

CREATE TABLE article_tag (
    article_id   uuid    NOT NULL REFERENCES article ON DELETE CASCADE,
    position     integer NOT NULL,
    tag_id       uuid    NOT NULL REFERENCES tag,
    -- the article's, so that one index serves a tag's list; null while it is not published
    published_at timestamptz,
    PRIMARY KEY (article_id, position)
);
CREATE INDEX article_tag_newest ON article_tag (tag_id, published_at DESC, article_id DESC) WHERE published_at IS NOT NULL;

-- Numbers that change much more often than the articles they belong to.
CREATE TABLE figure (
    article_id     uuid PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    comment_count  bigint NOT NULL DEFAULT 0 CHECK (comment_count >= 0),
    -- of the newest count of the thread that was taken in
    thread_version bigint NOT NULL DEFAULT 0,
    version        bigint NOT NULL DEFAULT 0,
    announced_at   timestamptz,
    -- when the count is to be announced next; null if all was told
    due_at         timestamptz
) WITH (fillfactor = 70);
CREATE INDEX figure_due ON figure (due_at) WHERE due_at IS NOT NULL;
