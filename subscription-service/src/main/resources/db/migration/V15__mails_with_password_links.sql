-- Members of staff are sent links to choose a password. Such a mail is about no article; what stands in its link is derived
-- from its id, and kept nowhere.
ALTER TABLE staff_mail
    ALTER COLUMN article_id DROP NOT NULL,
    ADD COLUMN username        text,
    ADD COLUMN link_expires_at timestamptz,
    DROP CONSTRAINT staff_mail_step_check,
    ADD CONSTRAINT staff_mail_step_check
        CHECK (step IN ('submitted', 'returned', 'noted', 'published', 'refused', 'named', 'password')),
    ADD CONSTRAINT staff_mail_subject CHECK (
        CASE step
            WHEN 'password' THEN article_id IS NULL AND username IS NOT NULL AND link_expires_at IS NOT NULL
            ELSE article_id IS NOT NULL
        END);
