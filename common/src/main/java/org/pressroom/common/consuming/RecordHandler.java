package org.pressroom.common.consuming;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.pressroom.common.events.UndecodableEvent;
import org.pressroom.common.inbox.Inbox;
import org.pressroom.common.tracing.TraceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Acts on one record: once, within its trace, and with its own faults put aside as dead letters. */
final class RecordHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RecordHandler.class);

    private final String consumer;
    private final EventHandlers<Mono<Void>> handlers;
    private final @Nullable Function<List<ReceivedEvent>, Mono<Void>> together;
    private final Inbox inbox;
    private final DeadLetterSender deadLetters;
    private final TraceContext traces;
    private final Function<ConsumerRecord<String, byte[]>, Mono<Void>> onDeadLetter;
    private volatile boolean stopping;

    RecordHandler(
            String consumer,
            EventHandlers<Mono<Void>> handlers,
            @Nullable Function<List<ReceivedEvent>, Mono<Void>> together,
            Inbox inbox,
            DeadLetterSender deadLetters,
            TraceContext traces,
            Function<ConsumerRecord<String, byte[]>, Mono<Void>> onDeadLetter) {
        this.consumer = consumer;
        this.handlers = handlers;
        this.together = together;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.traces = traces;
        this.onDeadLetter = onDeadLetter;
    }

    /** While a program stops its parts go away one by one: what fails then is nobody's fault, and is read again. */
    void stopping(boolean stops) {
        stopping = stops;
    }

    /** Fails only for what is no fault of the record. */
    Mono<Void> handle(ConsumerRecord<String, byte[]> record) {
        return ifMeant(
                record,
                effect(record)
                        .onErrorResume(
                                failure -> !stopping && !RecordFaults.isTransient(failure),
                                failure -> putAside(record, failure)));
    }

    /** Puts aside a record that was tried often enough. */
    Mono<Void> giveUp(ConsumerRecord<String, byte[]> record, Throwable failure) {
        return stopping ? Mono.error(failure) : putAside(record, failure);
    }

    /** Whether this consumer acts on several records at once. */
    boolean handlesTogether() {
        return together != null;
    }

    /**
     * Acts on all records at once, and on none where anything fails: then each is to be handled by itself, which tells
     * whose fault it was.
     *
     * @return the records that were acted on; never fails
     */
    Mono<Set<ConsumerRecord<String, byte[]>>> handleTogether(List<ConsumerRecord<String, byte[]>> records) {
        Function<List<ReceivedEvent>, Mono<Void>> work = together;
        if (work == null) {
            return Mono.just(Set.of());
        }
        return Mono.defer(() -> {
                    Map<ConsumerRecord<String, byte[]>, ReceivedEvent> events = readable(records);
                    if (events.size() < 2) {
                        return Mono.just(Set.<ConsumerRecord<String, byte[]>>of());
                    }
                    Collection<UUID> ids =
                            events.values().stream().map(ReceivedEvent::id).toList();
                    return inbox.once(consumer, ids, unseen -> work.apply(each(events.values(), unseen)))
                            .thenReturn(events.keySet());
                })
                .onErrorResume(failure -> {
                    LOG.debug("{} takes {} records one by one", consumer, records.size(), failure);
                    return Mono.just(Set.of());
                });
    }

    /** An event that was delivered twice may stand there twice. */
    private static List<ReceivedEvent> each(Collection<ReceivedEvent> events, Set<UUID> wanted) {
        Set<UUID> left = new HashSet<>(wanted);
        return events.stream().filter(event -> left.remove(event.id())).toList();
    }

    /** In their order; each is itself alone, whatever it says. */
    private Map<ConsumerRecord<String, byte[]>, ReceivedEvent> readable(List<ConsumerRecord<String, byte[]>> records) {
        Map<ConsumerRecord<String, byte[]>, ReceivedEvent> events = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                if (record.value() != null && !isForOthers(record)) {
                    events.put(record, CloudEventsCodec.decode(record));
                }
            } catch (UndecodableEvent putAsideByItself) {
                LOG.trace("{} leaves a record to be put aside", consumer, putAsideByItself);
            }
        }
        return events;
    }

    /** Acts on a dead letter once more; fails with what it still fails with. */
    Mono<Void> replay(ConsumerRecord<String, byte[]> record) {
        return ifMeant(record, effect(record));
    }

    /** Tombstones and types without a handler are for others. A record that names no type is nobody's: it is tried. */
    private Mono<Void> ifMeant(ConsumerRecord<String, byte[]> record, Mono<Void> work) {
        return Mono.defer(() -> {
            boolean tombstone = record.value() == null;
            return tombstone || isForOthers(record) ? Mono.empty() : traces.continued(consumer, record.headers(), work);
        });
    }

    private boolean isForOthers(ConsumerRecord<String, byte[]> record) {
        try {
            Optional<EventType> type = CloudEventsCodec.typeOf(record);
            return type.isEmpty() || !handlers.handles(type.get());
        } catch (UndecodableEvent namesNoType) {
            return false;
        }
    }

    private Mono<Void> effect(ConsumerRecord<String, byte[]> record) {
        return Mono.defer(() -> {
            ReceivedEvent event = CloudEventsCodec.decode(record);
            return inbox.once(consumer, event.id(), Mono.defer(() -> begin(event)));
        });
    }

    /** Reactor takes a class that cannot be loaded for the end of the machine, and would tell nobody downstream. */
    private Mono<Void> begin(ReceivedEvent event) {
        try {
            Mono<Void> work = handlers.handle(event);
            return work == null ? Mono.empty() : work;
        } catch (LinkageError broken) {
            return Mono.error(new IllegalStateException(broken));
        }
    }

    private Mono<Void> putAside(ConsumerRecord<String, byte[]> record, Throwable failure) {
        return Mono.defer(() -> onDeadLetter.apply(record))
                .onErrorResume(alsoFailed -> !RecordFaults.isTransient(alsoFailed), alsoFailed -> {
                    LOG.error("{} could not do what is done besides for a dead letter", consumer, alsoFailed);
                    return Mono.empty();
                })
                .then(deadLetters.send(consumer, record, failure));
    }
}
