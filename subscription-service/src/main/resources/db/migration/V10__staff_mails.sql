-- Mails to members of staff about articles that they work on. A target and a delivery belong to each, and go with it. They
-- have a channel of their own, so that a program from before this claims none of them.
CREATE TABLE staff_mail (
    -- made by whoever asks for it out of what it is about and for whom: it is asked for once
    id         uuid PRIMARY KEY,
    step       text        NOT NULL CHECK (step IN ('submitted', 'returned', 'noted', 'published')),
    article_id uuid        NOT NULL,
    title      text        NOT NULL,
    actor_name text,
    created_at timestamptz NOT NULL
);
CREATE INDEX staff_mail_created_at ON staff_mail (created_at);

ALTER TABLE delivery_target
    ALTER COLUMN subscription_id DROP NOT NULL,
    ADD COLUMN staff_mail_id uuid REFERENCES staff_mail ON DELETE CASCADE,
    ADD CONSTRAINT delivery_target_belongs CHECK ((subscription_id IS NULL) <> (staff_mail_id IS NULL));
CREATE UNIQUE INDEX delivery_target_of_staff_mail ON delivery_target (staff_mail_id) WHERE staff_mail_id IS NOT NULL;

ALTER TABLE delivery
    DROP CONSTRAINT delivery_kind_check,
    ADD CONSTRAINT delivery_kind_check CHECK (kind IN ('confirmation', 'reminder', 'article', 'staff'));
