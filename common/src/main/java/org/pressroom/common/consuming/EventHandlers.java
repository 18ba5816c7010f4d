package org.pressroom.common.consuming;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;

/** What is done for which type of event. */
final class EventHandlers<R> {

    private final Map<EventType, BiFunction<ReceivedEvent, Record, R>> byType = new EnumMap<>(EventType.class);

    <T extends Record> void add(EventType type, Class<T> dataClass, BiFunction<ReceivedEvent, T, R> handler) {
        if (type.dataClass() != dataClass) {
            throw new IllegalArgumentException(type + " carries " + type.dataClass() + ", not " + dataClass);
        }
        if (byType.putIfAbsent(type, (event, data) -> handler.apply(event, dataClass.cast(data))) != null) {
            throw new IllegalArgumentException(type + " has a handler already");
        }
    }

    boolean handles(EventType type) {
        return byType.containsKey(type);
    }

    @Nullable
    R handle(ReceivedEvent event) {
        BiFunction<ReceivedEvent, Record, R> handler = byType.get(event.type());
        return handler == null ? null : handler.apply(event, event.data());
    }

    /** What has a handler. */
    Set<EventType> types() {
        return Set.copyOf(byType.keySet());
    }
}
