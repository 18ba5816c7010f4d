package org.pressroom.article.taxonomy;

import java.util.List;
import java.util.UUID;
import org.pressroom.common.PlainJava;

/**
 * A category or a tag.
 *
 * @param formerSlugs that it had before
 * @param above the slugs of the categories that it lies beneath, and those that they had before
 */
@PlainJava
public record Term(UUID id, String slug, String name, List<String> formerSlugs, List<String> above) {

    public Term {
        formerSlugs = List.copyOf(formerSlugs);
        above = List.copyOf(above);
    }
}
