-- Members of staff are told, too, that somebody named them as an author.
ALTER TABLE staff_mail
    DROP CONSTRAINT staff_mail_step_check,
    ADD CONSTRAINT staff_mail_step_check
        CHECK (step IN ('submitted', 'returned', 'noted', 'published', 'refused', 'named'));
