CREATE TABLE thing (
    id      uuid PRIMARY KEY,
    version bigint NOT NULL,
    note    text
);
