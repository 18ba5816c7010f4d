package org.pressroom.common.usecase;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What came of a use case. What fails for another reason than a rule, such as a database that is away, is an error. */
public sealed interface Result<T> {

    /** It is done, for good. */
    record Done<T>(T value) implements Result<T> {}

    /** Nothing was done. */
    record Refused<T>(Refusal why) implements Result<T> {}

    /** The result of work that a {@link RefusedException} may end. */
    static <T> Mono<Result<T>> of(Mono<T> work) {
        return work.<Result<T>>map(Done::new)
                .onErrorResume(RefusedException.class, refused -> Mono.just(new Refused<>(refused.refusal())));
    }

    /** The value, or what is made of the refusal. */
    default <X extends RuntimeException> T orElseThrow(Function<Refusal, X> failure) {
        if (this instanceof Refused<T> refused) {
            throw failure.apply(refused.why());
        }
        return ((Done<T>) this).value();
    }
}
