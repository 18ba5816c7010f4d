-- The pictures of the library that categories and tags have.
CREATE INDEX category_picture ON category USING gin (pictures_in('', picture));
CREATE INDEX tag_picture ON tag USING gin (pictures_in('', picture));
