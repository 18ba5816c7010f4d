package org.pressroom.article.taxonomy;

/** What articles are sorted by; each has a table of its own. */
public enum TermKind {
    CATEGORY("category", "/api/categories/"),
    TAG("tag", "/api/tags/");

    private final String table;
    private final String path;

    TermKind(String table, String path) {
        this.table = table;
        this.path = path;
    }

    String table() {
        return table;
    }

    /** Where they are found, with the slug behind it. */
    String path() {
        return path;
    }

    /** The job that tells of its articles anew where a term was changed that they show. */
    public String announcing() {
        return "announce-" + table;
    }

    /** What is said where there is none. */
    String unknown() {
        return "There is no such " + table + ".";
    }
}
