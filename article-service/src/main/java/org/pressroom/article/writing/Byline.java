package org.pressroom.article.writing;

import java.util.UUID;
import org.pressroom.article.authors.Author;

/**
 * Somebody who is named as an author, or can be.
 *
 * @param id by which a draft names them, whatever they are called
 * @param slug,name as readers know them
 */
public record Byline(UUID id, String slug, String name) {

    static Byline of(Author author) {
        return new Byline(author.accountId(), author.slug(), author.name());
    }
}
