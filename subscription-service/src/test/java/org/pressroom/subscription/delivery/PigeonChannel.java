package org.pressroom.subscription.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A channel of tests alone: all that the engine needs for another one is this file. */
@Component
final class PigeonChannel implements Channel {

    static final String NAME = "pigeon";

    private final Map<String, Deque<SendResult>> answers = new ConcurrentHashMap<>();
    private final Map<String, List<String>> loft = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int inFlight() {
        return 3;
    }

    @Override
    public Mono<SendResult> send(ClaimedDelivery delivery) {
        if (delivery.recipient().isBlank()) {
            return Mono.just(new SendResult.Refused(true, null, "a pigeon needs a name to fly to"));
        }
        Deque<SendResult> next = answers.get(delivery.recipient());
        SendResult answer = next == null ? null : next.poll();
        if (answer instanceof SendResult.Refused || answer instanceof SendResult.Unreachable) {
            return Mono.just(answer);
        }
        return delivery.begin()
                .map(begun -> begun ? fly(delivery, answer == null ? new SendResult.Accepted(null) : answer) : held());
    }

    private SendResult fly(ClaimedDelivery delivery, SendResult answer) {
        loft.computeIfAbsent(delivery.recipient(), unused -> new CopyOnWriteArrayList<>())
                .add(delivery.id().toString());
        return answer;
    }

    private static SendResult held() {
        return new SendResult.Withheld();
    }

    /** What is answered next for a recipient, before all else is taken. */
    void answer(String recipient, SendResult... next) {
        answers.put(recipient, new ArrayDeque<>(List.of(next)));
    }

    List<String> received(String recipient) {
        return loft.getOrDefault(recipient, List.of());
    }
}
