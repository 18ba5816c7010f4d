package org.pressroom.gateway.staffmail;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AuthorsNamed;
import org.pressroom.common.events.DraftNoted;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.pressroom.common.events.ScheduleRefused;
import org.pressroom.common.events.SubmissionState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Notes who is to be told of what happened to an article: never who did it. What was taken back is told nobody by mail. */
@Configuration(proxyBeanMethods = false)
class StaffMailEventHandlers {

    private final StaffMailRepository mails;
    private final Clock clock;

    StaffMailEventHandlers(StaffMailRepository mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    @Bean
    EventConsumer staffMails(EventConsumers consumers) {
        return consumers
                .group("gateway-staff-mails")
                .on(EventType.DRAFT_SUBMITTED, SubmissionState.class, this::submitted)
                .on(EventType.DRAFT_RETURNED, SubmissionState.class, this::concerned)
                .on(EventType.SUBMISSION_PUBLISHED, SubmissionState.class, this::concerned)
                .on(
                        EventType.DRAFT_NOTED,
                        DraftNoted.class,
                        (event, note) -> tell(
                                ReviewMail.noted(note.articleId(), note.actorId(), note.at()),
                                mails.reachable(note.concernedIds())))
                .on(
                        EventType.AUTHORS_NAMED,
                        AuthorsNamed.class,
                        (event, named) -> tell(
                                ReviewMail.named(named.articleId(), named.actorId(), named.at()),
                                mails.reachable(named.concernedIds())))
                .on(
                        EventType.SCHEDULE_REFUSED,
                        ScheduleRefused.class,
                        (event, refused) -> tell(
                                ReviewMail.of(event.id(), "refused", refused.articleId(), null),
                                mails.reachable(refused.concernedIds())))
                .build();
    }

    private Mono<Void> submitted(ReceivedEvent event, SubmissionState state) {
        return tell(mail(event, state), mails.reachableEditors());
    }

    private Mono<Void> concerned(ReceivedEvent event, SubmissionState state) {
        return tell(mail(event, state), mails.reachable(state.concernedIds()));
    }

    private static ReviewMail mail(ReceivedEvent event, SubmissionState state) {
        return ReviewMail.of(event.id(), state.status(), state.articleId(), state.actorId());
    }

    private Mono<Void> tell(ReviewMail mail, Mono<List<UUID>> accounts) {
        return accounts.flatMap(found -> mails.insert(mail, without(found, mail.actorId()), clock.instant()));
    }

    private static List<UUID> without(List<UUID> accounts, @Nullable UUID actor) {
        return accounts.stream().filter(account -> !account.equals(actor)).toList();
    }
}
