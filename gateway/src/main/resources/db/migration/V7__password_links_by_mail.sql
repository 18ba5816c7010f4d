-- A password link goes by mail as well, where its account has an address. What stands in the mail is made by whoever sends
-- it; the gateway gets its SHA-256 alone, and takes either of the two, once.
ALTER TABLE password_link
    -- names the mail; null where none is sent
    ADD COLUMN mail_id         uuid,
    ADD COLUMN ordered_by      uuid,
    -- when it is handed over next; null where there is nothing to hand over any more
    ADD COLUMN mail_due_at     timestamptz,
    ADD COLUMN mail_token_hash bytea UNIQUE;
CREATE INDEX password_link_mail_due_at ON password_link (mail_due_at) WHERE mail_due_at IS NOT NULL;
