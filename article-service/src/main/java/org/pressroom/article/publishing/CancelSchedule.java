package org.pressroom.article.publishing;

import java.util.UUID;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes back what was ordered for a time to come; what readers see stays. */
@Component
public class CancelSchedule {

    private final DraftRepository drafts;
    private final ScheduleRepository schedules;
    private final TransactionalOperator transactions;

    CancelSchedule(DraftRepository drafts, ScheduleRepository schedules, TransactionalOperator transactions) {
        this.drafts = drafts;
        this.schedules = schedules;
        this.transactions = transactions;
    }

    /**
     * What to take back.
     *
     * @param expected the draft's version
     */
    public record Command(UUID id, Actor actor, ExpectedVersion expected) {}

    /**
     * Opens a transaction, or joins that of the caller. Answers the draft's version from now on; a conflict where nothing
     * is ordered.
     */
    public Mono<Result<Long>> execute(Command command) {
        return Result.of(drafts.claim(command.id(), command.actor(), command.expected())
                .doOnNext(draft -> {
                    if (draft.schedule() == null) {
                        throw RefusedException.conflict("Nothing is scheduled for this article.");
                    }
                })
                .flatMap(draft -> schedules.change(draft, null))
                .as(transactions::transactional));
    }
}
