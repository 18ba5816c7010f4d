-- Who wrote an article beside its first author, in the order of the byline.
ALTER TABLE article
    ADD COLUMN coauthor_slugs text[] NOT NULL DEFAULT '{}',
    ADD COLUMN coauthor_names text[] NOT NULL DEFAULT '{}';

ALTER TABLE notification
    ADD COLUMN coauthor_slugs text[] NOT NULL DEFAULT '{}',
    ADD COLUMN coauthor_names text[] NOT NULL DEFAULT '{}';
