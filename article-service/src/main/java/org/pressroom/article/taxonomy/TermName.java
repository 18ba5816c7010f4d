package org.pressroom.article.taxonomy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pressroom.common.PlainJava;
import org.pressroom.common.text.Names;
import org.pressroom.common.text.Slug;

/**
 * The name of a category or tag, as a writer gave it. It is the name alone that tells a term, whatever else there is: its
 * slug is for addresses, and as a name it is another word.
 *
 * @param key what it is told by; names that differ in case or spaces alone are the same
 * @param name what it is called if it is new
 */
@PlainJava
public record TermName(String key, String name) {

    public static TermName of(String text) {
        return new TermName(Names.key(text), Names.composed(text).strip());
    }

    /** In the order given, each once. */
    public static List<TermName> distinct(List<TermName> names) {
        Map<String, TermName> byKey = new LinkedHashMap<>();
        names.forEach(name -> byKey.putIfAbsent(name.key(), name));
        return new ArrayList<>(byKey.values());
    }

    /** Slugs to give to a new term of this name, the best first; the last one is hardly ever taken. */
    List<String> slugs(TermKind kind) {
        return Slug.candidates(Slug.derive(name, kind.table()));
    }
}
