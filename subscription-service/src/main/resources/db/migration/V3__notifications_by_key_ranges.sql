-- What is done for all recipients of a notification goes by ranges of keys: what is being done, and up to which key it
-- has come. freezing: its recipients are written down, due at no time yet; releasing: all are, and their mails become
-- due; sending; withdrawing: what has not begun is ended; counting: all have found their end and are counted.
ALTER TABLE notification
    ADD COLUMN phase text NOT NULL DEFAULT 'sending' CONSTRAINT notification_phase
        CHECK (phase IN ('freezing', 'releasing', 'sending', 'withdrawing', 'counting', 'completed')),
    ADD COLUMN phase_after uuid,
    -- Whom it is for, as it was published.
    ADD COLUMN category_slug text,
    ADD COLUMN author_slug text,
    ADD COLUMN tag_slugs text[] NOT NULL DEFAULT '{}',
    -- When its deliveries were dropped; what became of them stays in its counters.
    ADD COLUMN deliveries_dropped_at timestamptz;
UPDATE notification SET phase = 'completed' WHERE completed_at IS NOT NULL;
ALTER TABLE notification
    ALTER COLUMN phase DROP DEFAULT,
    ADD CONSTRAINT notification_completed CHECK ((phase = 'completed') = (completed_at IS NOT NULL));
CREATE INDEX notification_droppable ON notification (completed_at) WHERE deliveries_dropped_at IS NULL;

-- What mails to one person leave behind, apart from the many that are for all.
CREATE INDEX delivery_personal ON delivery (id) WHERE notification_id IS NULL;
CREATE INDEX subscription_request_expires_at ON subscription_request (expires_at);
