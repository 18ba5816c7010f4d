-- Where messages go: a recipient and the channel that reaches it. A subscription's address was its only one; its target
-- keeps the subscription's id, so that no delivery has to be written anew.
CREATE TABLE delivery_target (
    id              uuid PRIMARY KEY,
    subscription_id uuid    NOT NULL REFERENCES subscription ON DELETE CASCADE,
    channel         text    NOT NULL,
    -- As the channel names one; null once it was erased. The row stays, so that what was sent still adds up.
    recipient       text,
    -- Whether it gets what is for all. What one asked for it gets anyway.
    active          boolean NOT NULL,
    CHECK (recipient IS NOT NULL OR NOT active)
);
INSERT INTO delivery_target (id, subscription_id, channel, recipient, active)
SELECT id, id, 'mail', address, status = 'confirmed' FROM subscription;
CREATE INDEX delivery_target_of_subscription ON delivery_target (subscription_id);

ALTER TABLE delivery RENAME COLUMN subscription_id TO target_id;
ALTER TABLE delivery DROP CONSTRAINT delivery_subscription_id_fkey;
ALTER TABLE delivery
    ADD CONSTRAINT delivery_target_id_fkey FOREIGN KEY (target_id) REFERENCES delivery_target ON DELETE CASCADE,
    -- The target's, so that what is due on one channel is found whatever waits on another.
    ADD COLUMN channel text NOT NULL DEFAULT 'mail';
ALTER TABLE delivery ALTER COLUMN channel DROP DEFAULT;
ALTER INDEX delivery_of_subscription RENAME TO delivery_of_target;
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery (channel, priority, due_at, id) WHERE status = 'queued' AND owner IS NULL;

ALTER TABLE mail_worker RENAME TO delivery_worker;
