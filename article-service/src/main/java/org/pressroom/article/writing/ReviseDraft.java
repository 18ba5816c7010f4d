package org.pressroom.article.writing;

import java.time.Clock;
import java.util.UUID;
import org.pressroom.article.slugs.SlugRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Puts other content in the place of a draft's; what readers see stays until it is published again. */
@Component
public class ReviseDraft {

    private final DraftRepository drafts;
    private final SlugRepository slugs;
    private final TransactionalOperator transactions;
    private final Clock clock;

    ReviseDraft(DraftRepository drafts, SlugRepository slugs, TransactionalOperator transactions, Clock clock) {
        this.drafts = drafts;
        this.slugs = slugs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What to revise.
     *
     * @param expected the draft's version
     */
    public record Command(UUID id, Actor actor, ExpectedVersion expected, DraftContent content) {}

    /** Opens a transaction, or joins that of the caller. A conflict where the slug is another article's. */
    public Mono<Result<Draft>> execute(Command command) {
        UUID id = command.id();
        DraftContent content = command.content();
        return Result.of(drafts.claim(id, command.actor(), command.expected())
                .flatMap(draft -> slugFor(draft, content))
                .flatMap(slug -> drafts.update(id, content, slug, clock.instant()))
                .then(drafts.find(id))
                .as(transactions::transactional));
    }

    /** Once readers know the article, a new title alone changes its address no more. */
    private Mono<String> slugFor(Draft draft, DraftContent content) {
        boolean keeps = content.slug() == null && draft.status() != PublicationStatus.DRAFT;
        return slugs.assign(draft.id(), keeps ? draft.slug() : content.slug(), content.title());
    }
}
