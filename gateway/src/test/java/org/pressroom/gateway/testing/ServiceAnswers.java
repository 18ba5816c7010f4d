package org.pressroom.gateway.testing;

import java.util.UUID;

/** What the services answer, where a test needs no more than that they do. */
public final class ServiceAnswers {

    /** A thread without comments, as the comment service answers it. */
    public static final String EMPTY_THREAD = """
            {"items": [], "next": null, "previous": null, "self": "start", "parents": []}
            """;

    private ServiceAnswers() {}

    /** An article as the article service answers it; an empty list and thread too, for who asks for one. */
    public static String article(UUID id, String slug) {
        return """
                {"id": "%s", "slug": "%s", "title": "Ink", "summary": null,
                 "author": {"slug": "ada", "name": "Ada"}, "category": null, "tags": [],
                 "publishedAt": "2026-11-01T08:00:00Z", "updatedAt": "2026-11-01T08:00:00Z", "readingMinutes": 1,
                 "commentCount": 0, "cover": null, "bodyHtml": "<p>Text.</p>",
                 "seo": {"title": "Ink", "description": "Text.", "canonicalUrl": "http://localhost/articles/%s"},
                 "commentPolicy": "open",
                 "items": [], "next": null, "previous": null, "self": "start", "parents": []}
                """.formatted(id, slug, slug);
    }
}
