package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.counters.CommentCounts;
import org.pressroom.article.slugs.SlugRepository;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Shows readers a draft as it is now. Rows are locked in one order, as whatever changes an article does: the draft, the
 * article, the author, the category, the tags.
 */
@Component
public class PublishArticle {

    /** How often the body is rendered anew where somebody else changed the draft meanwhile. */
    private static final int REWRITTEN_MEANWHILE = 3;

    private final DraftRepository drafts;
    private final ContentPreparation preparation;
    private final ArticleRepository articles;
    private final AuthorRepository authors;
    private final SlugRepository slugs;
    private final CommentCounts comments;
    private final ArticleCounts counts;
    private final ArticleEvents events;
    private final TransactionalOperator transactions;
    private final Clock clock;

    PublishArticle(
            DraftRepository drafts,
            ContentPreparation preparation,
            ArticleRepository articles,
            AuthorRepository authors,
            SlugRepository slugs,
            CommentCounts comments,
            ArticleCounts counts,
            ArticleEvents events,
            TransactionalOperator transactions,
            Clock clock) {
        this.drafts = drafts;
        this.preparation = preparation;
        this.articles = articles;
        this.authors = authors;
        this.slugs = slugs;
        this.comments = comments;
        this.counts = counts;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What to publish, and how.
     *
     * @param expected the draft's version
     * @param at since when readers see it, not in the future; null for now
     * @param notifies whether subscribers are to hear of it, where it goes public with this; a revision leaves that as it
     *     was
     */
    public record Command(
            UUID id,
            Actor actor,
            ExpectedVersion expected,
            @Nullable Instant at,
            boolean notifies) {}

    /**
     * What readers see from now on.
     *
     * @param draftVersion the draft's from now on
     */
    public record Published(PublishedArticle article, long draftVersion) {}

    /** The draft was changed while its body was rendered. */
    private static final class Rewritten extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Rewritten() {
            super("rewritten", null, false, false);
        }
    }

    /** Opens a transaction, or joins that of the caller. Changes nothing where readers see just that already. */
    public Mono<Result<Published>> execute(Command command) {
        return Result.of(drafts.find(command.id(), command.actor())
                .doOnNext(draft -> {
                    requirePast(command.at());
                    command.expected().require(draft.version());
                })
                .flatMap(preparation::prepare)
                .flatMap(prepared -> publish(command, prepared).as(transactions::transactional))
                .retryWhen(Retry.max(REWRITTEN_MEANWHILE)
                        .filter(Rewritten.class::isInstance)
                        .onRetryExhaustedThrow((rule, last) -> RefusedException.conflict(
                                "This draft is being rewritten just now. Publish it again."))));
    }

    private void requirePast(@Nullable Instant at) {
        if (at != null && at.isAfter(clock.instant())) {
            throw RefusedException.invalid(
                    "at", "must not be in the future: publishing at a later time is not offered yet");
        }
    }

    private Mono<Published> publish(Command command, PreparedContent prepared) {
        return drafts.claim(command.id(), command.actor(), command.expected())
                .doOnNext(draft -> requireUnchanged(draft, prepared))
                .zipWhen(draft -> articles.lock(draft.id()))
                .flatMap(locked -> publish(command, prepared, locked.getT1(), locked.getT2()));
    }

    private static void requireUnchanged(Draft draft, PreparedContent prepared) {
        if (draft.version() != prepared.draftVersion()) {
            throw new Rewritten();
        }
    }

    private Mono<Published> publish(Command command, PreparedContent prepared, Draft draft, PublicationState state) {
        if (state instanceof PublicationState.Published published && published.draftVersion() == draft.version()) {
            return Mono.just(new Published(published.article(), draft.version()));
        }
        return authors.lock(draft.authorId())
                .zipWhen(
                        author -> preparation.content(draft, prepared),
                        (author, content) -> state.publish(content, author, moment(command.at()), command.notifies()))
                .flatMap(change -> save(change, state, draft));
    }

    private Mono<Published> save(ArticleChange change, PublicationState before, Draft draft) {
        PublishedArticle article = change.article();
        return articles.publish(article, draft.version() + 1)
                .then(comments.ensure(draft.id()))
                .then(slugs.keep(article.content().slug()))
                .then(counts.recount(before, article.content(), draft.authorId()))
                .then(drafts.touch(draft.id()))
                .then(events.append(change))
                .thenReturn(new Published(article, draft.version() + 1));
    }

    /** To the microsecond, as PostgreSQL keeps it. */
    private Instant moment(@Nullable Instant at) {
        return at == null ? clock.instant() : at.truncatedTo(ChronoUnit.MICROS);
    }
}
