package org.pressroom.article.taxonomy;

/** What articles are sorted by; each has a table of its own. */
public enum TermKind {
    CATEGORY("category", "/api/categories/", 0x6361_7465L),
    TAG("tag", "/api/tags/", 0x7461_6773L);

    private final String table;
    private final String path;
    private final long namesLock;

    TermKind(String table, String path, long namesLock) {
        this.table = table;
        this.path = path;
        this.namesLock = namesLock;
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

    /** The job that takes all articles out of one that was merged into another or deleted. */
    public String emptying() {
        return "empty-" + table;
    }

    /**
     * Names the advisory lock ("cate" and "tags" in ASCII) that is shared by all who publish under the names of some, and had
     * alone by who ends one.
     */
    long namesLock() {
        return namesLock;
    }

    /** What is said where there is none. */
    String unknown() {
        return "There is no such " + table + ".";
    }
}
