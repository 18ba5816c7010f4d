ALTER TABLE notification
    -- whether the text is read by subscribers alone: then the link in a mail about it signs its reader in
    ADD COLUMN for_subscribers boolean NOT NULL DEFAULT false,
    -- of title and summary, as of BCP 47; null where nobody told
    ADD COLUMN language        text;
