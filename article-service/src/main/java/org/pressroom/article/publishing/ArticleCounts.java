package org.pressroom.article.publishing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.taxonomy.TermKind;
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
     * What changes for readers of an article.
     *
     * @param after what they see now; null for nothing
     * @param authorIds the draft's
     */
    record Recount(PublicationState before, @Nullable ArticleContent after, List<UUID> authorIds) {

        private @Nullable ArticleContent old() {
            return before instanceof PublicationState.Published published
                    ? published.article().content()
                    : null;
        }

        /** Whom readers find it by, now or before. */
        private Stream<UUID> involved() {
            return before instanceof PublicationState.Published published
                    ? Stream.concat(authorIds.stream(), published.article().authorIds().stream())
                    : authorIds.stream();
        }
    }

    /**
     * Counts articles where readers now find them, and no longer where they did. Needs a transaction around it, of which
     * it is the last: many publish at once for one author or in one category, and wait for each other from here on. They
     * are counted by their first authors here; by the others a trigger counts as the transaction ends, when all are locked
     * already.
     *
     * @return the versions of all authors, whom nobody else changes until the transaction ends
     */
    Mono<Map<UUID, Long>> recount(List<Recount> recounts) {
        Changes changes = new Changes();
        recounts.forEach(changes::add);
        return terms.count(TermKind.CATEGORY, changes.categories)
                .then(terms.count(TermKind.TAG, changes.tags))
                .then(Mono.defer(() -> authors.count(changes.people)));
    }

    /** How many articles more there are of each, or fewer, by their ids. */
    private static final class Changes {

        private final Map<UUID, Integer> categories = new HashMap<>();
        private final Map<UUID, Integer> tags = new HashMap<>();

        /** Also those of whom there are as many: they are locked. */
        private final Map<UUID, Integer> people = new HashMap<>();

        private void add(Recount recount) {
            recount.involved().forEach(person -> people.putIfAbsent(person, 0));
            add(recount.old(), -1, recount.authorIds().get(0));
            add(recount.after(), 1, recount.authorIds().get(0));
            categories.values().removeIf(change -> change == 0);
            tags.values().removeIf(change -> change == 0);
        }

        private void add(@Nullable ArticleContent content, int change, UUID author) {
            if (content == null || !content.isListed()) {
                return;
            }
            Term category = content.category();
            if (category != null) {
                categories.merge(category.id(), change, Integer::sum);
            }
            content.tags().forEach(tag -> tags.merge(tag.id(), change, Integer::sum));
            people.merge(author, change, Integer::sum);
        }
    }
}
