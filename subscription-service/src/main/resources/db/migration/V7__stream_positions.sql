ALTER TABLE notification RENAME COLUMN arrival TO stream_position;
ALTER TABLE notification RENAME CONSTRAINT notification_arrival TO notification_stream_position;
