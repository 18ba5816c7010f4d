package org.pressroom.article.reviewing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.ReviewStatus;
import org.pressroom.common.usecase.Actor;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What becomes of a submission when readers come to see the article. */
@Component
public class EndSubmission {

    private final SubmissionRepository submissions;
    private final AuthorRepository authors;

    EndSubmission(SubmissionRepository submissions, AuthorRepository authors) {
        this.submissions = submissions;
        this.authors = authors;
    }

    /**
     * Ends it as published, where there is one that waits. Belongs into the transaction that locked the draft, and counts
     * its version on.
     */
    public Mono<Void> published(Draft draft, Actor actor, Instant now) {
        if (draft.review() == null || draft.review().status() != ReviewStatus.SUBMITTED) {
            return Mono.empty();
        }
        return submissions
                .find(draft.id())
                .ofType(Submission.Submitted.class)
                .delayUntil(submitted -> actor instanceof Actor.Account account
                        ? authors.ensure(account.id(), account.slug(), account.name())
                        : Mono.empty())
                .flatMap(submitted -> submissions.save(draft, submitted.publish(accountOf(actor), now)));
    }

    private static @Nullable UUID accountOf(Actor actor) {
        return actor instanceof Actor.Account account ? account.id() : null;
    }
}
