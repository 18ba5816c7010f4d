package org.pressroom.article.publishing;

import java.util.UUID;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.DraftRules;
import org.pressroom.article.writing.ReviseDraft;
import org.pressroom.article.writing.RevisionOrigin;
import org.pressroom.article.writing.RevisionRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Makes the draft of a published article what readers see again; what it was stays as a revision. */
@Component
public class DiscardChanges {

    private final DraftRepository drafts;
    private final RevisionRepository revisions;
    private final ReviseDraft reviseDraft;
    private final ArticleRepository articles;
    private final TransactionalOperator transactions;

    DiscardChanges(
            DraftRepository drafts,
            RevisionRepository revisions,
            ReviseDraft reviseDraft,
            ArticleRepository articles,
            TransactionalOperator transactions) {
        this.drafts = drafts;
        this.revisions = revisions;
        this.reviseDraft = reviseDraft;
        this.articles = articles;
        this.transactions = transactions;
    }

    /**
     * Whose changes.
     *
     * @param expected the draft's version
     */
    public record Command(UUID id, Actor actor, ExpectedVersion expected) {}

    /**
     * Opens a transaction, or joins that of the caller. Answers the draft's version from now on; a conflict where readers do
     * not see the article.
     */
    public Mono<Result<Long>> execute(Command command) {
        return Result.of(drafts.claim(command.id(), command.actor(), command.expected())
                .doOnNext(DraftRules::requirePublished)
                .flatMap(draft -> draft.changed() ? discard(command) : Mono.just(draft.version()))
                .as(transactions::transactional));
    }

    private Mono<Long> discard(Command command) {
        return Mono.zip(articles.lock(command.id()), revisions.findPublished(command.id()))
                .switchIfEmpty(Mono.error(DraftRules::unknownToReaders))
                .flatMap(seen -> reviseDraft.execute(revision(command, seen.getT1(), seen.getT2())))
                .map(result -> result.orElseThrow(RefusedException::of))
                .map(Draft::version)
                .delayUntil(version -> articles.showsDraft(command.id(), version));
    }

    /** With the address, the authors and the password that readers know, whatever the draft was to have. */
    private static ReviseDraft.Command revision(
            Command command, PublicationState state, RevisionRepository.Whole published) {
        if (!(state instanceof PublicationState.Published now)) {
            throw DraftRules.unknownToReaders();
        }
        return new ReviseDraft.Command(
                command.id(),
                command.actor(),
                command.expected(),
                published
                        .content()
                        .withSlug(now.article().content().slug())
                        .withAuthors(now.article().authorIds()),
                new RevisionOrigin.Restored(published.revision().number()),
                now.article().content().passwordHash());
    }
}
