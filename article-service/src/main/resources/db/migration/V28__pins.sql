-- What editors put at the top of the front page, in this order.
CREATE TABLE pin (
    article_id uuid    PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    position   integer NOT NULL
);
