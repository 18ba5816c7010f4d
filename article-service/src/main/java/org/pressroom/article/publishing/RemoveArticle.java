package org.pressroom.article.publishing;

import java.util.List;
import java.util.UUID;
import org.pressroom.article.slugs.SlugRepository;
import org.pressroom.article.writing.ArticleAccess;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets an article that readers do not see go for good. */
@Component
public class RemoveArticle {

    private final DraftRepository drafts;
    private final ArticleRepository articles;
    private final SlugRepository slugs;
    private final ArticleEvents events;
    private final TransactionalOperator transactions;

    RemoveArticle(
            DraftRepository drafts,
            ArticleRepository articles,
            SlugRepository slugs,
            ArticleEvents events,
            TransactionalOperator transactions) {
        this.drafts = drafts;
        this.articles = articles;
        this.slugs = slugs;
        this.events = events;
        this.transactions = transactions;
    }

    /**
     * What to remove.
     *
     * @param expected the draft's version
     */
    public record Command(UUID id, Actor actor, ExpectedVersion expected) {}

    /** Opens a transaction, or joins that of the caller. Answers the id; a conflict where readers see the article. */
    public Mono<Result<UUID>> execute(Command command) {
        UUID id = command.id();
        return Result.of(drafts.claim(id, command.actor(), command.expected())
                .flatMap(draft -> articles.lock(id))
                .doOnNext(state -> requireOwnToRemove(state, command.actor()))
                .flatMap(state -> remove(id, state))
                .then(Mono.defer(() -> slugs.releaseAll(id)))
                .then(Mono.defer(() -> drafts.delete(id)))
                .thenReturn(id)
                .as(transactions::transactional));
    }

    /** What readers knew is not a contributor's to let go. */
    private static void requireOwnToRemove(PublicationState state, Actor actor) {
        if (!(state instanceof PublicationState.NeverPublished) && !ArticleAccess.mayPublish(actor)) {
            throw RefusedException.notAllowed("This article was published. An editor can delete it.");
        }
    }

    private Mono<Void> remove(UUID id, PublicationState state) {
        if (state instanceof PublicationState.Published) {
            return Mono.error(RefusedException.conflict("This article is published. Unpublish it first."));
        } else if (state instanceof PublicationState.Unpublished unpublished) {
            ArticleChange change = unpublished.remove();
            return articles.delete(id).then(events.append(List.of(change))).then(events.appendTombstone(id));
        }
        return Mono.empty();
    }
}
