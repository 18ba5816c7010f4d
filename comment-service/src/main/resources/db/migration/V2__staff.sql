-- Those who run the site, built from account-events: what their names look like, so that nobody else signs with one.
CREATE TABLE staff (
    account_id uuid   PRIMARY KEY,
    version    bigint NOT NULL,
    looks      text[] NOT NULL
);
