-- Who is to be told by mail of what happened to an article, until the subscription service has taken it over. No address:
-- that is looked up then.
CREATE TABLE staff_mail (
    id         uuid        PRIMARY KEY,
    step       text        NOT NULL,
    article_id uuid        NOT NULL,
    -- null for the house itself
    actor_id   uuid,
    account_id uuid        NOT NULL REFERENCES account,
    -- when it is to be handed over; later, while somebody is at it
    due_at     timestamptz NOT NULL
);
CREATE INDEX staff_mail_due_at ON staff_mail (due_at);
