package org.pressroom.article.searching;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.pressroom.common.PlainJava;

/**
 * How words and everything else that articles are found by are written in the index, which is one for all of it: so that
 * two that are each of many articles, and both of few, are met without looking at the many. What is no word begins with a
 * sign that no word has.
 */
@PlainJava
final class Lexemes {

    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** PostgreSQL takes no longer ones; of real words none is. */
    private static final int LONGEST = 200;

    private Lexemes() {}

    static String word(String term) {
        return term.length() <= LONGEST ? term : term.substring(0, LONGEST);
    }

    /** A word of the title. */
    static String inTitle(String term) {
        return "=" + word(term);
    }

    static String kind(String kind) {
        return "#kind=" + kind;
    }

    /** An address of the category, or of one above it. */
    static String category(String slug) {
        return "#category=" + slug;
    }

    static String tag(String slug) {
        return "#tag=" + slug;
    }

    static String author(String slug) {
        return "#author=" + slug;
    }

    /** A language, or one with its script or region. */
    static String language(String tag) {
        return "#language=" + tag;
    }

    /** The month of a publication. */
    static String month(Instant publishedAt) {
        return "#month=" + MONTH.format(publishedAt);
    }

    /** The year of a month as it is written here. */
    static String year(String month) {
        return "#year=" + month.substring("#month=".length(), month.lastIndexOf('-'));
    }

    /** As PostgreSQL reads a lexeme, in an index entry and in a query. */
    static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
