-- Whether the text is read by subscribers alone: then the link in a mail about it signs its reader in.
ALTER TABLE notification ADD COLUMN for_subscribers boolean NOT NULL DEFAULT false;
