package org.pressroom.gateway.views;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.principals.ClientAddresses;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Views that a {@link ViewHandler} leaves to the filters, and the answers to those that are none.
 */
@Tag(name = "Views")
@RestController
class ViewController {

    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Views views;
    private final ClientAddresses addresses;

    ViewController(Views views, ClientAddresses addresses) {
        this.views = views;
        this.addresses = addresses;
    }

    /**
     * Counts a view of an article, or that it was read to its end: the beacon of the site's own pages. It is answered once it
     * is sure to be counted. Views of programs, as {@code User-Agent} tells them, of pages that a browser loads in advance, and
     * of articles that there are not are answered alike and not counted; 429 is for a client that has counted as much as it
     * may in an hour. Nothing is kept of who views but the language that its browser asks for.
     */
    @PostMapping("/api/views")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> countView(ServerHttpRequest request, @Valid @RequestBody View view) {
        if (!view.hasKnownKind()) {
            throw Problems.invalid("kind", "must be view or read");
        }
        return Mono.create(sink -> count(view, request, sink));
    }

    private void count(View view, ServerHttpRequest request, MonoSink<ResponseEntity<Void>> sink) {
        Waiting who = new Waiting() {
            @Override
            public Executor executor() {
                return Runnable::run;
            }

            @Override
            public void told(boolean counted) {
                if (counted) {
                    sink.success(ResponseEntity.noContent().build());
                } else {
                    sink.error(Problems.unavailable(RETRY_AFTER));
                }
            }
        };
        switch (views.count(view, headers(request.getHeaders()), addresses.of(request), who)) {
            case WAITS -> {}
            case PASSED_OVER -> sink.success(ResponseEntity.noContent().build());
            case TOO_MANY -> sink.error(Problems.tooManyRequests(views.untilNext()));
            case FULL -> sink.error(Problems.unavailable(RETRY_AFTER));
        }
    }

    private static Views.Headers headers(HttpHeaders headers) {
        return new Views.Headers(
                headers.getFirst(HttpHeaders.USER_AGENT),
                headers.getFirst(HttpHeaders.ACCEPT_LANGUAGE),
                headers.getFirst(HttpHeaders.REFERER),
                headers.getFirst(Views.PURPOSE));
    }
}
