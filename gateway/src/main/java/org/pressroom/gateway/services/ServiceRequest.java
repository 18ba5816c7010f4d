package org.pressroom.gateway.services;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import reactor.core.publisher.Mono;

/**
 * A request to a service, which may have to be made more than once.
 *
 * @param <A> what there is of an answer once its head has come
 */
public interface ServiceRequest<A> {

    /** Whether it only reads: then it can be made again whatever became of it. */
    boolean isRead();

    /** Makes the request, each time that it is subscribed to. */
    Mono<A> to(ServiceInstance instance);

    /** The status of an answer. */
    @Nullable
    HttpStatusCode status(A answer);

    /** Lets go of an answer in the place of which another one is tried for. */
    Mono<Void> drop(A answer);
}
