package org.pressroom.article.sitemap;

import java.util.Locale;

/** What is listed in parts of its own, in the order of a key that never changes. */
enum SitemapKind {
    /** Articles and pages whose address is in lists, or would be, and who stand nowhere else first: article_sitemap. */
    ARTICLE(
            "article WHERE status = 'published' AND visibility <> 'unlisted' AND canonical_url IS NULL",
            "id",
            "uuid",
            "kind, slug, updated_at"),
    /** tag_sitemap. */
    TAG(
            "tag WHERE article_count > 0 AND state = 'current'",
            "slug",
            "text",
            "'tag' AS kind, slug, NULL::timestamptz AS updated_at"),
    /** author_listed. */
    AUTHOR("author WHERE article_count > 0", "slug", "text", "'author' AS kind, slug, NULL::timestamptz AS updated_at");

    private final String listed;
    private final String key;
    private final String type;
    private final String columns;

    SitemapKind(String listed, String key, String type, String columns) {
        this.listed = listed;
        this.key = key;
        this.type = type;
        this.columns = columns;
    }

    /** As it is written in the database. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SitemapKind of(String written) {
        return valueOf(written.toUpperCase(Locale.ROOT));
    }

    /**
     * A query for all from {@code :first} on.
     *
     * @param bounded whether those from {@code :next} on are left out
     */
    String from(boolean bounded) {
        return selected(columns, bounded);
    }

    /** The same for their keys, as texts. */
    String keysFrom(boolean bounded) {
        return selected(key + "::text", bounded);
    }

    private String selected(String columns, boolean bounded) {
        return "SELECT " + columns + " FROM " + listed + " AND " + key + " >= :first::" + type
                + (bounded ? " AND " + key + " < :next::" + type : "") + " ORDER BY " + key;
    }

    /** A query for whether there are any. */
    String any() {
        return "SELECT FROM " + listed;
    }
}
