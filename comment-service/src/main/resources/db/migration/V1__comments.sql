-- What this service needs to know of articles, built from article-events.
CREATE TABLE article (
    id             uuid PRIMARY KEY,
    version        bigint NOT NULL,
    status         text   NOT NULL CHECK (status IN ('published', 'unpublished', 'removed')),
    comment_policy text   NOT NULL CHECK (comment_policy IN ('open', 'moderated', 'closed')),
    slug           text   NOT NULL,
    title          text   NOT NULL
);

-- One row an article. Whatever changes what readers see of a thread locks this row first and raises its version, so
-- that versions follow the order of commits: the ETag of the thread, the ids of its stream, and its count live by them.
CREATE TABLE thread (
    article_id     uuid   PRIMARY KEY,
    version        bigint NOT NULL DEFAULT 0,
    approved_count bigint NOT NULL DEFAULT 0 CHECK (approved_count >= 0)
) WITH (fillfactor = 50);

CREATE TABLE comment (
    id                uuid        PRIMARY KEY,
    article_id        uuid        NOT NULL,
    parent_id         uuid        REFERENCES comment,
    depth             smallint    NOT NULL CHECK (depth >= 0),
    status            text        NOT NULL CHECK (status IN ('pending', 'approved', 'held', 'rejected', 'deleted')),
    version           bigint      NOT NULL DEFAULT 1,
    -- the version whose text was last judged
    judged_version    bigint      NOT NULL DEFAULT 0,

    author_account_id uuid,
    author_name       text        NOT NULL,
    author_email      text,
    author_website    text,
    author_verified   boolean     NOT NULL,
    author_staff      boolean     NOT NULL,

    body              text        NOT NULL,
    body_html         text        NOT NULL,
    -- of the text as it reads, so that the same text is found again
    fingerprint       bytea       NOT NULL,
    -- the new text of an approved comment until it is judged; readers see the old one
    edit_body         text,
    edit_body_html    text,
    edit_fingerprint  bytea,
    edit_at           timestamptz,

    created_at        timestamptz NOT NULL,
    edited_at         timestamptz,
    edit_token_hash   bytea       NOT NULL,
    editable_until    timestamptz NOT NULL,
    notify_replies    boolean     NOT NULL,

    score             integer     NOT NULL DEFAULT 0,
    -- replies that are listed
    reply_count       integer     NOT NULL DEFAULT 0 CHECK (reply_count >= 0),
    -- in the thread as readers see it: approved, or gone with replies beneath
    listed            boolean     NOT NULL DEFAULT false,
    -- the thread's version when it was last approved, and when it last changed before readers' eyes
    shown_version     bigint,
    changed_version   bigint,

    CHECK ((edit_body IS NULL) = (edit_body_html IS NULL)
        AND (edit_body IS NULL) = (edit_fingerprint IS NULL)
        AND (edit_body IS NULL) = (edit_at IS NULL))
);

CREATE INDEX comment_thread_ix ON comment (article_id, created_at, id) WHERE listed;
CREATE INDEX comment_change_ix ON comment (article_id, changed_version) WHERE changed_version IS NOT NULL;
CREATE INDEX comment_queue_ix ON comment (status, created_at, id);
CREATE INDEX comment_address_ix ON comment (lower(author_email), status, created_at) WHERE author_email IS NOT NULL;
CREATE INDEX comment_text_ix ON comment (fingerprint, created_at);
CREATE INDEX comment_parent_ix ON comment (parent_id) WHERE parent_id IS NOT NULL;

-- Every verdict, by rules and by people, in order.
CREATE TABLE moderation (
    id              uuid             PRIMARY KEY,
    comment_id      uuid             NOT NULL REFERENCES comment,
    comment_version bigint           NOT NULL,
    decision        text             NOT NULL CHECK (decision IN ('approve', 'hold', 'reject', 'spam')),
    score           double precision NOT NULL,
    reasons         text[]           NOT NULL,
    moderator_id    uuid,
    moderator_name  text,
    note            text,
    decided_at      timestamptz      NOT NULL
);

CREATE INDEX moderation_comment_ix ON moderation (comment_id, comment_version, id);
