-- When token buckets are full again, as all gateways together have used them. The keys are 128 bits of an HMAC, under the
-- site's secret, over a limit's name and whom it counts. Unlogged: what a crash takes is a minute's worth that each gateway
-- remembers as well, and nobody waits for a disk. Rows are changed again and again in the room that pages leave for it.
CREATE UNLOGGED TABLE rate_limit_bucket (
    key     uuid        PRIMARY KEY,
    full_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Where somebody has signed in; both are such pseudonyms.
CREATE TABLE known_place (
    person      uuid        NOT NULL,
    place       uuid        NOT NULL,
    known_until timestamptz NOT NULL,
    PRIMARY KEY (person, place)
);
CREATE INDEX known_place_known_until ON known_place (known_until);
