package org.pressroom.article.taxonomy;

/** What articles are sorted by; each has a table of its own. */
public enum TermKind {
    CATEGORY("category"),
    TAG("tag");

    private final String table;

    TermKind(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }
}
