package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;

@ArticleServiceTest
class PinsTest {

    private final Api api;
    private final Staff editor = Staff.editor();
    private final List<UUID> pinned = new ArrayList<>();

    @Autowired
    PinsTest(Api api) {
        this.api = api;
    }

    /** There is one front page: others are to find it as it was. */
    @AfterEach
    void takeAway() {
        pinned.forEach(this::unpin);
    }

    @Test
    void editorsPinArticlesInAnOrder() {
        UUID one = article();
        UUID two = article();
        UUID three = article();
        assertThat(pin(one, null)).isEqualTo(204);
        assertThat(pin(two, null)).isEqualTo(204);
        assertThat(pin(three, 2)).isEqualTo(204);
        assertThat(pins()).containsExactly(two, three, one);
        assertThat(api.get("/api/pins").header("Cache-Tag"))
                .isEqualTo("list,article:" + two + ",article:" + three + ",article:" + one);

        assertThat(pin(one, 1)).isEqualTo(204);
        assertThat(pins()).containsExactly(one, two, three);
        assertThat(pin(one, 6)).isEqualTo(204);
        assertThat(pins()).containsExactly(two, three, one);
        assertThat(unpin(three)).isEqualTo(204);
        assertThat(pins()).containsExactly(two, one);
        assertThat(unpin(three)).isEqualTo(204);
    }

    @Test
    void whatIsNotInListsCannotBePinnedAndIsNotShown() {
        UUID shown = article();
        pin(shown, null);
        api.delete("/api/articles/" + shown + "/publication", editor, "If-Match", "*");
        assertThat(pins()).isEmpty();
        assertThat(pin(shown, null)).isEqualTo(409);
        UUID draft = api.draft(editor, "A draft").id();
        UUID unlisted =
                api.published(editor, "Unlisted", "visibility", "unlisted").id();
        UUID page = api.published(editor, "Page", "kind", "page").id();
        for (UUID none : List.of(draft, unlisted, page)) {
            assertThat(pin(none, null)).isEqualTo(409);
        }
        assertThat(pins()).isEmpty();
    }

    @Test
    void whatThereIsNotIsNotFound() {
        assertThat(api.put("/api/articles/" + UUID.randomUUID() + "/pin", editor, Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(unpin(UUID.randomUUID())).isEqualTo(404);
    }

    @Test
    void sixCanBePinned() {
        List<UUID> six = new ArrayList<>();
        for (int count = 0; count < 6; count++) {
            six.add(article());
            assertThat(pin(six.get(count), 6)).isEqualTo(204);
        }
        UUID seventh = article();
        assertThat(pin(seventh, null)).isEqualTo(409);
        assertThat(pins()).isEqualTo(six);
        assertThat(pin(six.get(5), 1)).isEqualTo(204);
        api.delete("/api/articles/" + six.get(0) + "/publication", editor, "If-Match", "*");
        assertThat(pin(seventh, null)).isEqualTo(204);
        assertThat(pins()).hasSize(6).startsWith(seventh);
    }

    @Test
    void aPlaceThatIsNoneIsRefused() {
        UUID article = article();
        for (Object position : List.of(0, -1, 7, 1_000_000_000)) {
            assertThat(api.put("/api/articles/" + article + "/pin", editor, Map.of("position", position))
                            .status())
                    .as("%s", position)
                    .isEqualTo(422);
        }
        assertThat(api.put("/api/articles/" + article + "/pin", editor, Map.of("position", "first"))
                        .status())
                .isEqualTo(422);
        assertThat(api.put("/api/articles/x/pin", editor, Map.of()).status()).isEqualTo(400);
        assertThat(pins()).isEmpty();
    }

    private UUID article() {
        UUID id = api.published(editor, "Pinned").id();
        pinned.add(id);
        return id;
    }

    private int pin(UUID id, @Nullable Integer position) {
        pinned.add(id);
        return api.put(
                        "/api/articles/" + id + "/pin",
                        editor,
                        position == null ? Map.of() : Map.of("position", position))
                .status();
    }

    private int unpin(UUID id) {
        return api.delete("/api/articles/" + id + "/pin", editor).status();
    }

    private List<UUID> pins() {
        Answer answer = api.get("/api/pins");
        return answer.json()
                .get("items")
                .valueStream()
                .map(each -> UUID.fromString(each.get("id").asString()))
                .toList();
    }
}
