-- In the field's words; a rename alone, so that no row is touched.
ALTER TABLE comment RENAME COLUMN shown_version TO approved_thread_version;
ALTER TABLE staff RENAME COLUMN looks TO skeletons;
