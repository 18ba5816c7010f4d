-- A publication that nobody is told of has a row as any other, so that nothing that comes later tells of it: with no place
-- in the stream of new articles.
ALTER TABLE notification ALTER COLUMN arrival DROP NOT NULL;
