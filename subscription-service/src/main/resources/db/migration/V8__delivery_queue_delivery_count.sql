-- What is due, or will be, and who has claimed it. A delivery is written when it comes to be and when it has ended; what
-- changes meanwhile changes here, in rows that are small and gone as soon as their work is done. What is frozen and not yet
-- released has none.
-- No reference to delivery: to check it each delivery would be locked, and so written, once more. Locks are taken in the
-- order delivery_queue, delivery, delivery_count, and of one table in the order of keys.
CREATE TABLE delivery_queue (
    id       uuid PRIMARY KEY,
    due_at   timestamptz NOT NULL,
    owner    uuid,
    -- 0 goes first: what a person waits for is not held up by a large notification.
    priority smallint    NOT NULL,
    -- The content may be on its way: only its owner knows.
    begun    boolean     NOT NULL DEFAULT false,
    -- The delivery's, so that what is due on one channel is found whatever waits on another.
    channel  text        NOT NULL,
    CHECK (owner IS NOT NULL OR NOT begun)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
INSERT INTO delivery_queue (id, due_at, owner, priority, begun, channel)
SELECT id, due_at, owner, priority, status = 'sending', channel FROM delivery
WHERE status IN ('queued', 'sending') AND due_at < 'infinity'
ORDER BY id;
-- Without the id: so the entries of those that become due together are one in the index.
CREATE INDEX delivery_queue_due ON delivery_queue (channel, priority, due_at) WHERE owner IS NULL;
CREATE INDEX delivery_queue_owned ON delivery_queue (owner) WHERE owner IS NOT NULL;

-- Where a request or a target goes, its deliveries go with it. What waits of them leaves the queue before, and not after
-- as a reference would have it: in the order of locks.
CREATE FUNCTION leave_delivery_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'subscription_request' THEN
        DELETE FROM delivery_queue WHERE id = ANY (ARRAY(SELECT id FROM delivery WHERE request_id = OLD.id));
    ELSE
        DELETE FROM delivery_queue WHERE id = ANY (ARRAY(SELECT id FROM delivery WHERE target_id = OLD.id));
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER leave_delivery_queue BEFORE DELETE ON subscription_request
    FOR EACH ROW EXECUTE FUNCTION leave_delivery_queue();
CREATE TRIGGER leave_delivery_queue BEFORE DELETE ON delivery_target
    FOR EACH ROW EXECUTE FUNCTION leave_delivery_queue();

UPDATE delivery SET status = 'queued' WHERE status = 'sending';
DROP INDEX delivery_due;
DROP INDEX delivery_owned;
DROP INDEX delivery_open;
ALTER TABLE delivery
    DROP CONSTRAINT delivery_status_check,
    DROP COLUMN priority,
    DROP COLUMN due_at,
    DROP COLUMN owner;
ALTER TABLE delivery
    ADD CONSTRAINT delivery_status_check CHECK (status IN ('queued', 'sent', 'failed', 'uncertain', 'skipped')),
    -- No index knows what changes of a row, so its second version needs no entry where it finds room beside the first.
    SET (fillfactor = 50);

-- How many deliveries of a notification that is under way are in each state: the sum of its parts. Those who end one at a
-- time spread over the parts behind the first, so that they do not wait for each other.
CREATE TABLE delivery_count (
    notification_id uuid     NOT NULL REFERENCES notification ON DELETE CASCADE,
    part            smallint NOT NULL,
    queued          bigint   NOT NULL,
    sent            bigint   NOT NULL,
    failed          bigint   NOT NULL,
    uncertain       bigint   NOT NULL,
    skipped         bigint   NOT NULL,
    PRIMARY KEY (notification_id, part)
) WITH (fillfactor = 50);
INSERT INTO delivery_count (notification_id, part, queued, sent, failed, uncertain, skipped)
SELECT d.notification_id, 0,
    count(*) FILTER (WHERE d.status = 'queued'),
    count(*) FILTER (WHERE d.status = 'sent'),
    count(*) FILTER (WHERE d.status = 'failed'),
    count(*) FILTER (WHERE d.status = 'uncertain'),
    count(*) FILTER (WHERE d.status = 'skipped')
FROM delivery d JOIN notification n ON n.id = d.notification_id
WHERE n.completed_at IS NULL
GROUP BY d.notification_id;
