-- Who subscribed to a category hears of what is beneath it, and of what it has under another address by now.
ALTER TABLE notification
    -- further slugs by which somebody may know the category, or one above it
    ADD COLUMN category_also text[] NOT NULL DEFAULT '{}';
