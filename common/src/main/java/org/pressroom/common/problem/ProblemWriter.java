package org.pressroom.common.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes failures as {@code application/problem+json}. */
public final class ProblemWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);
    private static final Duration BETWEEN_TELLING = Duration.ofSeconds(10);
    private static final AtomicLong TOLD = new AtomicLong(System.nanoTime() - BETWEEN_TELLING.toNanos());
    private static final Pattern BEGINNING = Pattern.compile("(?s)^(/[^/]*/[^/]*/).+");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemWriter() {}

    /**
     * Answers with the failure. What is our own fault goes to the log with its stack trace; nothing of that reaches
     * the caller. Fails with the failure itself where the answer has already begun.
     */
    public static Mono<Void> write(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        ProblemException problem = ProblemTranslator.translate(failure);
        log(exchange, failure, problem);
        response.setStatusCode(problem.status());
        for (Map.Entry<String, List<String>> header : problem.headers().headerSet()) {
            response.getHeaders().put(header.getKey(), header.getValue());
        }
        if (exchange.getRequest().getMethod().equals(HttpMethod.HEAD)) {
            return response.setComplete();
        }
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] body = JSON.writeValueAsBytes(
                Problem.of(problem, exchange.getRequest().getPath().value()));
        response.getHeaders().setContentLength(body.length);
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    private static void log(ServerWebExchange exchange, Throwable failure, ProblemException problem) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            // It looks the same when a database goes away, so the answer is written all the same.
            LOG.debug("the other side of a connection of {} went away", path(exchange), failure);
        } else if (problem.status().value() == 500) {
            LOG.error("{} {} failed", exchange.getRequest().getMethod(), path(exchange), failure);
        } else if (problem.status().is5xxServerError() && isTimeToTell()) {
            LOG.warn(
                    "{} {}: {} ({}); others are not told for {} s",
                    exchange.getRequest().getMethod(),
                    path(exchange),
                    problem.getMessage(),
                    failure.toString(),
                    BETWEEN_TELLING.toSeconds());
        }
    }

    /** While a part is away each request fails: one line now and then says it. */
    private static boolean isTimeToTell() {
        long now = System.nanoTime();
        long told = TOLD.get();
        return now - told >= BETWEEN_TELLING.toNanos() && TOLD.compareAndSet(told, now);
    }

    /** The pattern of the path, or how it begins: tokens travel in queries, and in paths. */
    private static String path(ServerWebExchange exchange) {
        Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern != null
                ? pattern.toString()
                : BEGINNING.matcher(exchange.getRequest().getPath().value()).replaceFirst("$1…");
    }
}
