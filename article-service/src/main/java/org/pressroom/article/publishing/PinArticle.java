package org.pressroom.article.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Pins an article to the top of the front page, moves it there, or takes it away. */
@Component
class PinArticle {

    /** More is a list of its own. */
    static final int MOST = 6;

    private final DraftRepository drafts;
    private final ArticleRepository articles;
    private final PinRepository pins;
    private final ArticleEvents events;
    private final TransactionalOperator transactions;

    PinArticle(
            DraftRepository drafts,
            ArticleRepository articles,
            PinRepository pins,
            ArticleEvents events,
            TransactionalOperator transactions) {
        this.drafts = drafts;
        this.articles = articles;
        this.pins = pins;
        this.events = events;
        this.transactions = transactions;
    }

    /**
     * What to pin.
     *
     * @param position from 1, or behind all that are pinned; null to take it away
     */
    record Command(UUID id, @Nullable Integer position) {}

    /**
     * Opens a transaction, or joins that of the caller. Answers the pinned articles in their order; not found where
     * there is no such article, a conflict where lists do
     * not show the article, or as many are pinned as may be.
     */
    Mono<Result<List<UUID>>> execute(Command command) {
        return Result.of(drafts.find(command.id())
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such article.")))
                .then(pins.lock())
                .flatMap(pinned -> articles.lock(command.id()).flatMap(state -> pin(command, pinned, state)))
                .as(transactions::transactional));
    }

    private Mono<List<UUID>> pin(Command command, List<UUID> pinned, PublicationState state) {
        List<UUID> others = new ArrayList<>(pinned);
        others.remove(command.id());
        if (!(state instanceof PublicationState.Published published)
                || !published.article().content().isListed()) {
            return command.position() == null
                    ? pins.set(others).thenReturn(others)
                    : Mono.error(RefusedException.conflict("Readers find this article in no list."));
        }
        if (command.position() != null) {
            if (others.size() == MOST) {
                return Mono.error(RefusedException.conflict("No more than " + MOST + " articles can be pinned."));
            }
            others.add(Math.min(command.position() - 1, others.size()), command.id());
        }
        if (others.equals(pinned)) {
            return Mono.just(pinned);
        }
        ArticleChange moved = published.moved();
        return pins.set(others)
                .then(articles.renew(moved.article()))
                .then(events.append(List.of(moved)))
                .thenReturn(others);
    }
}
