-- What readers are told of an author, and the picture.
ALTER TABLE author
    ADD COLUMN bio     text,
    ADD COLUMN picture text;
