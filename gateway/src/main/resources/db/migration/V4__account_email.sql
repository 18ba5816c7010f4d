-- Where a member of staff is told of what concerns it; private: in no event, and shown to admins alone.
ALTER TABLE account ADD COLUMN email text;
