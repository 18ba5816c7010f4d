-- Who commented on removed articles is forgotten as a job of common; what is under way goes on where it is.
INSERT INTO job (kind, subject, after_key, begun_at, due_at)
SELECT 'anonymise-commenters', article_id, nullif(after_id, '00000000-0000-0000-0000-000000000000'), removed_at, due_at
FROM article_erasure
ON CONFLICT DO NOTHING;
DROP TABLE article_erasure;
