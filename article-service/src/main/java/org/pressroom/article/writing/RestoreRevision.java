package org.pressroom.article.writing;

import java.util.UUID;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes an earlier revision the working copy again; what it replaces stays a revision. */
@Component
public class RestoreRevision {

    private final DraftRepository drafts;
    private final RevisionRepository revisions;
    private final ReviseDraft reviseDraft;

    RestoreRevision(DraftRepository drafts, RevisionRepository revisions, ReviseDraft reviseDraft) {
        this.drafts = drafts;
        this.revisions = revisions;
        this.reviseDraft = reviseDraft;
    }

    /**
     * What to restore.
     *
     * @param expected the draft's version
     */
    public record Command(UUID id, int number, Actor actor, ExpectedVersion expected) {}

    /**
     * The slug stays where readers know the article: their links are to lead here. Its authors stay where whoever restores
     * may not name those of then: nobody loses an article by looking for an earlier text of it.
     */
    public Mono<Result<Draft>> execute(Command command) {
        return Result.of(drafts.find(command.id(), command.actor())
                        .zipWhen(
                                draft -> revisions.find(command.id(), command.number()),
                                (draft, revision) -> content(draft, revision, command.actor())))
                .flatMap(result -> result instanceof Result.Done<DraftContent> found
                        ? reviseDraft.execute(new ReviseDraft.Command(
                                command.id(),
                                command.actor(),
                                command.expected(),
                                found.value(),
                                new RevisionOrigin.Restored(command.number())))
                        : Mono.just(new Result.Refused<>(((Result.Refused<DraftContent>) result).why())));
    }

    private static DraftContent content(Draft draft, RevisionRepository.Whole revision, Actor actor) {
        DraftContent content = ArticleAccess.mayName(actor, draft.authorIds(), revision.authorIds())
                ? revision.content()
                : revision.content().withAuthors(null);
        return draft.status() == PublicationStatus.DRAFT ? content : content.withoutSlug();
    }
}
