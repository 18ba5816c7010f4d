package org.pressroom.article.taxonomy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pressroom.article.naming.Slug;

/**
 * A category or tag as a writer gave it: its slug, or a name.
 *
 * @param slug what it is known by; names that differ in case or punctuation alone are the same
 * @param name what it is called if it is new
 */
public record TermName(String slug, String name) {

    /** Empty where the text has no letter or digit. */
    public static Optional<TermName> of(String text) {
        return Slug.derive(text).map(slug -> new TermName(slug, text.strip()));
    }

    /** In the order given, each once. */
    public static List<TermName> distinct(List<TermName> names) {
        Map<String, TermName> bySlug = new LinkedHashMap<>();
        names.forEach(name -> bySlug.putIfAbsent(name.slug(), name));
        return new ArrayList<>(bySlug.values());
    }
}
