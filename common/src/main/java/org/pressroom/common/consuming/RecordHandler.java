package org.pressroom.common.consuming;

import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.pressroom.common.deadletters.DeadLetterSender;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.pressroom.common.events.UndecodableEvent;
import org.pressroom.common.inbox.Inbox;
import org.pressroom.common.tracing.TraceContext;
import reactor.core.publisher.Mono;

/** Acts on one record: once, within its trace, and with its own faults put aside as dead letters. */
final class RecordHandler {

    private final String consumer;
    private final EventHandlers<Mono<Void>> handlers;
    private final Inbox inbox;
    private final DeadLetterSender deadLetters;
    private final TraceContext traces;
    private final Function<ConsumerRecord<String, byte[]>, Mono<Void>> onDeadLetter;

    RecordHandler(
            String consumer,
            EventHandlers<Mono<Void>> handlers,
            Inbox inbox,
            DeadLetterSender deadLetters,
            TraceContext traces,
            Function<ConsumerRecord<String, byte[]>, Mono<Void>> onDeadLetter) {
        this.consumer = consumer;
        this.handlers = handlers;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.traces = traces;
        this.onDeadLetter = onDeadLetter;
    }

    /** Fails only for what is no fault of the record. */
    Mono<Void> handle(ConsumerRecord<String, byte[]> record) {
        return effect(record)
                .onErrorResume(failure -> !RecordFaults.isTransient(failure), failure -> putAside(record, failure));
    }

    /** Acts on a dead letter once more; fails with what it still fails with. */
    Mono<Void> replay(ConsumerRecord<String, byte[]> record) {
        return effect(record);
    }

    private Mono<Void> effect(ConsumerRecord<String, byte[]> record) {
        return Mono.defer(() -> {
            boolean tombstone = record.value() == null;
            if (tombstone || !isHandled(record)) {
                return Mono.empty();
            }
            ReceivedEvent event = CloudEventsCodec.decode(record);
            Mono<Void> effect = Mono.defer(() -> {
                Mono<Void> work = handlers.handle(event);
                return work == null ? Mono.empty() : work;
            });
            return traces.continued(consumer, record.headers(), inbox.once(consumer, event.id(), effect));
        });
    }

    private boolean isHandled(ConsumerRecord<String, byte[]> record) throws UndecodableEvent {
        Optional<EventType> type = CloudEventsCodec.typeOf(record);
        return type.isPresent() && handlers.handles(type.get());
    }

    private Mono<Void> putAside(ConsumerRecord<String, byte[]> record, Throwable failure) {
        return onDeadLetter.apply(record).then(deadLetters.send(consumer, record, failure));
    }
}
