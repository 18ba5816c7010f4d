package org.pressroom.common.problem;

import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers every failure that nobody else answered. */
@Order(-2) // before Spring Boot's own, which is -1
public final class ProblemHandler implements WebExceptionHandler {

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        return ProblemWriter.write(exchange, failure);
    }
}
