package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommentingTest extends ServiceTest {

    @Test
    void anOrdinaryCommentIsApprovedAndAppearsInTheThread() {
        UUID article = article("open");

        Posted posted = posted(article, comment("I agree with *most* of this."), "approved");

        assertThat(posted.status()).isEqualTo("pending");
        assertThat(thread(article)).singleElement().satisfies(comment -> {
            assertThat(comment.path("id").asString()).isEqualTo(posted.id().toString());
            assertThat(comment.path("bodyHtml").asString()).isEqualTo("<p>I agree with <em>most</em> of this.</p>");
        });
        await().untilAsserted(
                        () -> assertThat(own(posted).path("status").asString()).isEqualTo("approved"));
    }
}
