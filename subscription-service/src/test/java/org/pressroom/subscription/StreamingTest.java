package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.streaming.ArticleStream;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;

class StreamingTest extends ServiceTest {

    @Autowired
    private ArticleStream stream;

    private final List<Disposable> listeners = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopListening() {
        listeners.forEach(Disposable::dispose);
    }

    @Test
    void aNewArticleIsToldOnceToWhoListens() {
        List<ServerSentEvent<String>> heard = listen(null);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).isNotEmpty());
        assertThat(heard.get(0).comment()).isNotNull();

        ArticleState article = by(article("On the stream", slug(), "a-tag"), "ada", "bo");
        publish(article);
        publish(article);
        ArticleState next = article("Next", slug());
        publish(next);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(titles(heard)).contains("On the stream", "Next"));
        assertThat(titles(heard)).filteredOn("On the stream"::equals).hasSize(1);
        // Others' may come in between.
        ServerSentEvent<String> event = published(heard).stream()
                .filter(each -> String.valueOf(each.data()).contains("\"On the stream\""))
                .findFirst()
                .orElseThrow();
        assertThat(event.event()).isEqualTo("article-published");
        assertThat(event.data()).doesNotContain(article.author().accountId().toString());
        JsonNode told = JSON.readTree(event.data());
        assertThat(told.at("/author/slug").asString()).isEqualTo("ada");
        assertThat(told.path("authors").valueStream().map(each -> each.path("name")
                        .asString()))
                .containsExactly("Writer ada", "Writer bo");
    }

    @Test
    void noProxyBetweenKeepsEvents() {
        stranger.get()
                .uri("/api/articles/stream")
                .exchange()
                .expectHeader()
                .valueEquals("X-Accel-Buffering", "no")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .take(1)
                .blockLast(PATIENCE);
    }

    @Test
    void whoWasCutOffHearsWhatWasMissedAndNothingTwice() {
        List<ServerSentEvent<String>> first = listen(null);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(first).isNotEmpty());
        publish(article("Heard", slug()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(titles(first)).contains("Heard"));
        String last = published(first).get(published(first).size() - 1).id();
        stopListening();
        ArticleState missed = article("Missed", slug());
        ArticleState withdrawn = article("Withdrawn", slug());
        publish(withdrawn);
        send(Ids.next(), EventType.ARTICLE_REMOVED, with(withdrawn, 2, 1, ArticleState.REMOVED));
        completed(withdrawn);
        publish(missed);
        completed(missed);

        List<ServerSentEvent<String>> again = listen(last);
        publish(article("Live again", slug()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(titles(again)).contains("Live again"));
        // Other tests' articles come by too.
        assertThat(titles(again))
                .filteredOn(title ->
                        List.of("Heard", "Missed", "Withdrawn", "Live again").contains(title))
                .containsExactly("Missed", "Live again");
    }

    @Test
    void aForeignPlaceCountsAsNone() {
        ArticleState earlier = article("Earlier", slug());
        publish(earlier);
        completed(earlier);
        for (String place : List.of("x", "-1", "99999999999999999999", "1~2")) {
            List<ServerSentEvent<String>> heard = listen(place);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).isNotEmpty());
            // What is told again comes before what is new.
            ArticleState marker = article("Behind " + place, slug());
            publish(marker);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(titles(heard)).contains("Behind " + place));
            assertThat(titles(heard)).doesNotContain("Earlier");
        }
    }

    @Test
    void aStreamThatWasStoppedCanBeStartedAgain() {
        stream.stop();
        stream.start();
        List<ServerSentEvent<String>> heard = listen(null);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).isNotEmpty());

        publish(article("After the restart", slug()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(titles(heard)).contains("After the restart"));
    }

    @Test
    void aPlaceThatWasNotGivenOutYetCountsFromNow() {
        List<ServerSentEvent<String>> heard = listen("999999999");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).isNotEmpty());

        // The place is looked up after the stream has begun: it may take more than one article to be behind that.
        await().atMost(PATIENCE).untilAsserted(() -> {
            publish(article("From now", slug()));
            assertThat(titles(heard)).contains("From now");
        });
    }

    private List<ServerSentEvent<String>> listen(@Nullable String last) {
        List<ServerSentEvent<String>> heard = new CopyOnWriteArrayList<>();
        listeners.add(WebClient.create("http://127.0.0.1:" + port)
                .get()
                .uri("/api/articles/stream")
                .headers(headers -> {
                    headers.setBearerAuth(Tokens.anonymous());
                    if (last != null) {
                        headers.set("Last-Event-ID", last);
                    }
                })
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .subscribe(heard::add));
        return heard;
    }

    private static List<ServerSentEvent<String>> published(List<ServerSentEvent<String>> heard) {
        return heard.stream().filter(event -> event.data() != null).toList();
    }

    private static List<String> titles(List<ServerSentEvent<String>> heard) {
        return published(heard).stream()
                .map(event -> JSON.readTree(String.valueOf(event.data()))
                        .path("title")
                        .asString())
                .toList();
    }
}
