-- Who may read an article: everybody; whoever has its address, for it is in no list; or whoever knows its password.
ALTER TABLE draft
    ADD COLUMN visibility    text NOT NULL DEFAULT 'public'
        CHECK (visibility IN ('public', 'unlisted', 'password', 'subscribers')),
    -- of the password, hashed; null where there is none
    ADD COLUMN password_hash text,
    ADD CONSTRAINT draft_password CHECK ((visibility = 'password') = (password_hash IS NOT NULL));

-- Lists pass over the few that are in none as they come by.
ALTER TABLE article
    ADD COLUMN visibility    text NOT NULL DEFAULT 'public'
        CHECK (visibility IN ('public', 'unlisted', 'password', 'subscribers')),
    ADD COLUMN password_hash text,
    ADD CONSTRAINT article_password CHECK ((visibility = 'password') = (password_hash IS NOT NULL));
