package org.pressroom.subscription.delivery;

import reactor.core.publisher.Mono;

/**
 * A way by which messages reach their recipients, as a bean. The engine finds it by its name, claims what is due for its
 * targets and keeps account of it; the channel only sends, and says what became of each.
 */
public interface Channel {

    /** What its targets call it: never changed, as rows have it. */
    String name();

    /** How many it is asked to send at once by this process. */
    int inFlight();

    /**
     * Sends one. Before the first byte leaves by which the recipient could get it, {@link ClaimedDelivery#begin} is
     * asked: where it says no, or fails, nothing leaves. It may be asked again as long as nothing has left.
     *
     * <p>The same delivery may come again, after a refusal or a crash, and is then to be the same message, so that a
     * recipient can tell. It ends by itself in limited time.
     *
     * @return what became of it; an error only where nothing was handed over, such as where {@code begin} failed
     */
    Mono<SendResult> send(ClaimedDelivery delivery);

    /** Lets go of what was not used for a while, such as connections. Called about once a second. */
    default Mono<Void> tidy() {
        return Mono.empty();
    }

    /** Lets go of all that is not in use. It may be asked to send again later. */
    default Mono<Void> close() {
        return Mono.empty();
    }
}
