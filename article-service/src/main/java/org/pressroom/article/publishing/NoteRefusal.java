package org.pressroom.article.publishing;

import java.time.Clock;
import java.util.stream.Collectors;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.Schedule;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ScheduleRefused;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Notes why what was ordered could not be done when it was due, for whoever looks at the draft next, and tells of it. */
@Component
public class NoteRefusal {

    private final DraftRepository drafts;
    private final ScheduleRepository schedules;
    private final Outbox outbox;
    private final TransactionalOperator transactions;
    private final Clock clock;

    NoteRefusal(
            DraftRepository drafts,
            ScheduleRepository schedules,
            Outbox outbox,
            TransactionalOperator transactions,
            Clock clock) {
        this.drafts = drafts;
        this.schedules = schedules;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Nothing where something else is ordered by now. */
    public Mono<Void> execute(ScheduleRepository.Due due, Refusal why) {
        Schedule order = due.schedule();
        // What readers see all the same is still to be taken from them; what they do not see is not tried again.
        Schedule noted = due.publishes() || order.publishAt() == null
                ? new Schedule(order.publishAt(), order.unpublishAt(), order.notifies(), sentence(why))
                : new Schedule(order.publishAt(), null, order.notifies(), order.refusal());
        return drafts.claim(due.articleId(), ScheduleRepository.ACTOR, ExpectedVersion.ANY)
                .filter(draft -> order.equals(draft.schedule()))
                .delayUntil(draft -> schedules.change(draft, noted))
                .flatMap(draft -> outbox.append(
                        EventType.SCHEDULE_REFUSED,
                        draft.id(),
                        draft.id(),
                        new ScheduleRefused(draft.id(), due.publishes(), clock.instant(), draft.authorIds())))
                .as(transactions::transactional);
    }

    private static String sentence(Refusal why) {
        if (why instanceof Refusal.Invalid invalid) {
            return invalid.fields().stream()
                    .map(field -> field.field() + " " + field.message())
                    .collect(Collectors.joining("; "));
        } else if (why instanceof Refusal.Conflict conflict) {
            return conflict.why();
        } else if (why instanceof Refusal.NotAllowed notAllowed) {
            return notAllowed.why();
        } else if (why instanceof Refusal.NotFound notFound) {
            return notFound.what();
        }
        return "It could not be done at that time.";
    }
}
