package org.pressroom.common.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What one program answers another can read, now and when it is a version older. */
class PublicJsonTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-11-20T08:15:30.123456Z");
    private static final CommentView.Author AUTHOR =
            new CommentView.Author("Mira", "https://mira.example", false, true);

    static Stream<Record> answers() {
        CommentView comment = new CommentView(ID, ID, 1, AUTHOR, "<p>Hi</p>", AT, AT, 2, 3, CommentView.DELETED);
        ArticleSummary article = new ArticleSummary(
                ID,
                "ink",
                "Ink",
                "In short",
                new Named("ada", "Ada"),
                List.of(new Named("ada", "Ada"), new Named("bo", "Bo")),
                new Named("craft", "Craft"),
                List.of(new Named("paper", "Paper")),
                AT,
                AT,
                4,
                5,
                new Cover("/api/media/1/ink.jpg", "A bottle"),
                ArticleSummary.PAGE,
                2,
                ArticleSummary.PUBLIC,
                "en",
                ID,
                List.of(new ArticleSummary.Translation(ID, "de", "tinte", "Tinte")),
                "<p>Ink</p>",
                new Highlight("<mark>Ink</mark>", "Of <mark>ink</mark>"));
        return Stream.of(
                comment,
                new ThreadPart(List.of(comment), "n", "p", "s", List.of(new ThreadPart.Parent(ID, "Mira"))),
                new CommentDetails(ID, ID, ID, 1, "pending", AUTHOR, "<p>Hi</p>", AT, AT, 2, 3, "Hi", AT),
                new AcceptedComment(ID, "pending", "token", AT),
                article,
                ArticleView.of(
                        article,
                        "<p>Ink</p>",
                        new ArticleView.Seo("Ink", "In short", "https://press.example/articles/ink"),
                        "open",
                        AT),
                new CountedName("craft", "Craft", 6));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsWrittenIsItsComponentsAndCanBeRead(Record answer) {
        JsonNode json = JSON.valueToTree(answer);
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(Arrays.stream(answer.getClass().getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
        assertThat(JSON.treeToValue(json, answer.getClass())).isEqualTo(answer);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatALaterVersionAddsIsIgnored(Record answer) {
        ObjectNode grown = JSON.valueToTree(answer);
        grown.put("addedLater", 1);
        assertThat(JSON.treeToValue(grown, answer.getClass())).isEqualTo(answer);
    }
}
