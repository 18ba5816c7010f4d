-- What the rules of moderation are to read of the text that was last written, as JSON, so that a text is rendered once.
-- Empty once it is judged, and for texts that were written before this column was there.
ALTER TABLE comment ADD COLUMN reading text;
