package org.pressroom.article.authors;

import java.util.UUID;

/**
 * Who wrote an article.
 *
 * @param version of the account's state; 0 where only a token has told the name so far
 */
public record Author(UUID accountId, long version, String slug, String name) {}
