-- What is said of an article's picture to those who do not see it.
ALTER TABLE article ADD COLUMN cover_alt text;
