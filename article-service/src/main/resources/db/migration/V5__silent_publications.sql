-- Whether subscribers are to hear of the publication that readers see, or saw last: false for what was imported.
ALTER TABLE article ADD COLUMN notifies boolean NOT NULL DEFAULT true;
ALTER TABLE article ALTER COLUMN notifies DROP DEFAULT;
