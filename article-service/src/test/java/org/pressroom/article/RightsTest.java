package org.pressroom.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pressroom.testkit.RouteRights.ANYBODY;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.testkit.RouteRights;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Which routes are for whom. */
@ArticleServiceTest
class RightsTest {

    private static final Set<String> ADMINS = Set.of("admin");
    private static final Set<String> WRITERS = Set.of("contributor", "author", "editor", "admin");
    private static final Set<String> EDITORS = Set.of("editor", "admin");
    private static final Set<String> PUBLISHERS = Set.of("author", "editor", "admin");

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    @Autowired
    private Api api;

    static Stream<Arguments> contentsOfAnothers() {
        return Stream.of("PUT /api/drafts/%s", "POST /api/articles/%s/publication")
                .flatMap(route -> Stream.of(
                                "{\"", "[]", "{\"title\": 5, \"at\": 5}", "{\"at\": \"2999-01-01T00:00:00Z\"}")
                        .map(body -> Arguments.of(route, body)));
    }

    @ParameterizedTest
    @MethodSource("contentsOfAnothers")
    void whoseArticleItIsComesBeforeWhatIsSentForIt(String route, String body) {
        String[] theirs =
                route.formatted(api.draft(Staff.author(), "Theirs").id()).split(" ", 2);
        Staff author = Staff.author();
        assertThat(api.call(theirs[0], theirs[1], author.token(), body).status())
                .isEqualTo(403);
        assertThat(api.call(theirs[0], theirs[1], author.token(), body, "If-Match", "x")
                        .status())
                .isEqualTo(403);
    }

    @TestFactory
    Stream<DynamicTest> whoMayNotIsToldSoWhateverElseIsWrong() {
        return RouteRights.of(
                context,
                port,
                Map.ofEntries(
                        Map.entry("GET /api/articles", ANYBODY),
                        Map.entry("GET /api/articles/{slug}", ANYBODY),
                        Map.entry("POST /api/articles/{slug}/access", ANYBODY),
                        Map.entry("GET /api/articles/{slug}/neighbours", ANYBODY),
                        Map.entry("GET /api/pins", ANYBODY),
                        Map.entry("PUT /api/articles/{id}/pin", EDITORS),
                        Map.entry("DELETE /api/articles/{id}/pin", EDITORS),
                        Map.entry("GET /api/categories", ANYBODY),
                        Map.entry("GET /api/most-read", ANYBODY),
                        Map.entry("GET /api/statistics/searches", EDITORS),
                        Map.entry("GET /api/statistics/articles", EDITORS),
                        Map.entry("GET /api/statistics/articles/{id}", WRITERS),
                        Map.entry("GET /api/statistics/hours", EDITORS),
                        Map.entry("POST /api/categories", EDITORS),
                        Map.entry("GET /api/categories/{slug}", ANYBODY),
                        Map.entry("PATCH /api/categories/{slug}", EDITORS),
                        Map.entry("DELETE /api/categories/{slug}", EDITORS),
                        Map.entry("POST /api/categories/{slug}/merge", EDITORS),
                        Map.entry("GET /api/tags", ANYBODY),
                        Map.entry("POST /api/tags", EDITORS),
                        Map.entry("GET /api/tags/{slug}", ANYBODY),
                        Map.entry("PATCH /api/tags/{slug}", EDITORS),
                        Map.entry("DELETE /api/tags/{slug}", EDITORS),
                        Map.entry("POST /api/tags/{slug}/merge", EDITORS),
                        Map.entry("GET /api/sitemap/parts", ANYBODY),
                        Map.entry("GET /api/sitemap/parts/{number}", ANYBODY),
                        Map.entry("GET /api/sitemap/news", ANYBODY),
                        Map.entry("GET /api/redirects", EDITORS),
                        Map.entry("POST /api/redirects", EDITORS),
                        Map.entry("DELETE /api/redirects/{id}", EDITORS),
                        Map.entry("GET /internal/redirects", ANYBODY),
                        Map.entry("GET /api/totals", ANYBODY),
                        Map.entry("GET /api/languages", ANYBODY),
                        Map.entry("GET /api/authors", ANYBODY),
                        Map.entry("GET /api/authors/{slug}", ANYBODY),
                        Map.entry("POST /api/articles", WRITERS),
                        Map.entry("GET /api/bylines", WRITERS),
                        Map.entry("GET /api/drafts", WRITERS),
                        Map.entry("GET /api/drafts/{id}", WRITERS),
                        Map.entry("GET /api/drafts/{id}/preview", WRITERS),
                        Map.entry("POST /api/previews", WRITERS),
                        Map.entry("GET /api/drafts/{id}/changes", WRITERS),
                        Map.entry("DELETE /api/drafts/{id}/changes", WRITERS),
                        Map.entry("GET /api/drafts/{id}/translations", WRITERS),
                        Map.entry("POST /api/drafts/bulk", WRITERS),
                        Map.entry("PUT /api/drafts/{id}", WRITERS),
                        Map.entry("DELETE /api/drafts/{id}", WRITERS),
                        Map.entry("POST /api/articles/{id}/publication", PUBLISHERS),
                        Map.entry("DELETE /api/articles/{id}/publication", PUBLISHERS),
                        Map.entry("DELETE /api/articles/{id}/schedule", PUBLISHERS),
                        Map.entry("GET /api/articles/{id}/revisions", WRITERS),
                        Map.entry("GET /api/articles/{id}/revisions/{number}", WRITERS),
                        Map.entry("GET /api/articles/{id}/revisions/{number}/difference", WRITERS),
                        Map.entry("POST /api/articles/{id}/revisions/{number}/restore", WRITERS),
                        Map.entry("GET /api/drafts/{id}/editing", WRITERS),
                        Map.entry("PUT /api/drafts/{id}/editing", WRITERS),
                        Map.entry("DELETE /api/drafts/{id}/editing", WRITERS),
                        Map.entry("GET /api/submissions", WRITERS),
                        Map.entry("POST /api/drafts/{id}/submission", WRITERS),
                        Map.entry("DELETE /api/drafts/{id}/submission", WRITERS),
                        Map.entry("POST /api/drafts/{id}/submission/return", EDITORS),
                        Map.entry("GET /api/drafts/{id}/notes", WRITERS),
                        Map.entry("POST /api/drafts/{id}/notes", WRITERS),
                        Map.entry("PATCH /api/drafts/{id}/notes/{noteId}", WRITERS),
                        Map.entry("DELETE /api/drafts/{id}/notes/{noteId}", WRITERS),
                        Map.entry("GET /api/drafts/{id}/preview-link", WRITERS),
                        Map.entry("POST /api/drafts/{id}/preview-link", WRITERS),
                        Map.entry("DELETE /api/drafts/{id}/preview-link", WRITERS),
                        Map.entry("GET /api/previews/{token}", ANYBODY),
                        Map.entry("GET /api/media", WRITERS),
                        Map.entry("POST /api/media", WRITERS),
                        Map.entry("GET /api/media/{id}", WRITERS),
                        Map.entry("PATCH /api/media/{id}", WRITERS),
                        Map.entry("DELETE /api/media/{id}", WRITERS),
                        Map.entry("GET /api/media/{id}/{name}", ANYBODY),
                        Map.entry("GET /internal/dead-letters", ADMINS),
                        Map.entry("POST /internal/dead-letters/replays", ADMINS)));
    }
}
