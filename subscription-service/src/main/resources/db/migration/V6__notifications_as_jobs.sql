-- How far what is done for all recipients has come stands with the jobs that do it.
INSERT INTO job (kind, subject, after_key, begun_at, due_at)
SELECT CASE phase
        WHEN 'freezing' THEN 'freeze-recipients'
        WHEN 'releasing' THEN 'release-deliveries'
        WHEN 'withdrawing' THEN 'withdraw-deliveries'
        ELSE 'count-deliveries' END,
    id, phase_after, now(), now()
FROM notification
WHERE phase IN ('freezing', 'releasing', 'withdrawing', 'counting');
ALTER TABLE notification DROP COLUMN phase_after;
