package org.pressroom.article.publishing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.taxonomy.TermRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How many articles readers find by each author, category and tag. */
@Component
class ArticleCounts {

    private final AuthorRepository authors;
    private final TermRepository terms;

    ArticleCounts(AuthorRepository authors, TermRepository terms) {
        this.authors = authors;
        this.terms = terms;
    }

    /**
     * Counts an article where readers now find it, and no longer where they did. Needs a transaction around it, of which
     * it is the last: many publish at once for one author or in one category, and wait for each other from here on.
     *
     * @param content what they see now; null for nothing
     * @return the version of the author, whom nobody else changes until the transaction ends
     */
    Mono<Long> recount(PublicationState before, @Nullable ArticleContent content, UUID authorId) {
        ArticleContent old = before instanceof PublicationState.Published published
                ? published.article().content()
                : null;
        int change = articles(content) - articles(old);
        return terms.recount(category(old), tags(old), category(content), tags(content))
                .then(authors.count(authorId, change));
    }

    private static int articles(@Nullable ArticleContent content) {
        return content != null && content.isListed() ? 1 : 0;
    }

    private static @Nullable Term category(@Nullable ArticleContent content) {
        return content != null && content.isListed() ? content.category() : null;
    }

    private static List<Term> tags(@Nullable ArticleContent content) {
        return content != null && content.isListed() ? content.tags() : List.of();
    }
}
