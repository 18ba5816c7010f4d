package org.pressroom.article.taxonomy;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pressroom.common.text.Names;
import org.pressroom.common.text.Slug;

/**
 * A category or tag as a writer gave it: a name, or the slug of one that is there.
 *
 * @param key what it is told by; names that differ in case or spaces alone are the same
 * @param name what it is called if it is new
 */
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

    /**
     * Whether this is the slug of that term and not a name of its own. The slug of "Año" reads like the name "ano", which
     * is another word; that of "C++" or "Привет" is meant as a slug by whoever types it.
     */
    boolean isSlugOf(Term term) {
        return name.equals(term.slug()) && term.name().codePoints().noneMatch(TermName::losesItsMark);
    }

    private static boolean losesItsMark(int point) {
        return point > 0x7F && Character.isLetter(point) && UnicodeScript.of(point) == UnicodeScript.LATIN;
    }

    /** Slugs to give to a new term of this name, the best first; the last one is hardly ever taken. */
    List<String> slugs(TermKind kind) {
        return Slug.candidates(Slug.derive(name, kind.table()));
    }
}
