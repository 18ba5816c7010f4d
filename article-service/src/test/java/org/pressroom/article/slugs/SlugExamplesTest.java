package org.pressroom.article.slugs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.pressroom.testkit.SlugExamples;
import org.springframework.beans.factory.annotation.Autowired;

/** The slug that a writer chooses is judged as slugs are everywhere else. */
@ArticleServiceTest
class SlugExamplesTest {

    private final Api api;

    @Autowired
    SlugExamplesTest(Api api) {
        this.api = api;
    }

    @Test
    void aSlugIsTakenWhereItIsOne() {
        Staff author = Staff.author();
        for (String slug : SlugExamples.TAKEN) {
            // Another article may have it.
            assertThat(api.draft(author, "Chosen", "slug", slug).status())
                    .as(slug)
                    .isIn(201, 409);
        }
        for (String slug : SlugExamples.REFUSED) {
            assertThat(api.draft(author, "Chosen", "slug", slug).status())
                    .as(slug)
                    .isEqualTo(422);
        }
    }

    @Test
    void aDraftTellsWhetherItsSlugCameFromItsTitle() {
        Staff author = Staff.author();
        for (String title : new String[] {"Привет, мир", "O’Neil & C++", "Straße", "Long ".repeat(40), "🎉"}) {
            assertThat(isFromTitle(api.draft(author, title))).as(title).isTrue();
        }
        assertThat(isFromTitle(api.draft(author, "Chosen", "slug", "of-my-own-" + author.slug())))
                .isFalse();
    }

    private static boolean isFromTitle(Api.Answer draft) {
        return draft.json().get("slugFromTitle").asBoolean();
    }
}
