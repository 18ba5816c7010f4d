package org.pressroom.gateway.site.rendering;

import java.util.List;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.ProblemTranslator;
import org.pressroom.gateway.routes.Routes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers failures with a page that looks like the site where a browser asked for a page. Programs, and everything
 * under {@code /api/}, get the problem answer that stands behind this, unless the address leads on.
 */
@Order(-3) // before the problem answers, which are -2
public final class FailurePages implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailurePages.class);

    private final PageRenderer pages;
    private final ServerCodecConfigurer codecs;
    private final ServerResponse.Context rendering;

    public FailurePages(PageRenderer pages, ServerCodecConfigurer codecs) {
        this.pages = pages;
        this.codecs = codecs;
        this.rendering = new ServerResponse.Context() {
            @Override
            public List<HttpMessageWriter<?>> messageWriters() {
                return codecs.getWriters();
            }

            @Override
            public List<ViewResolver> viewResolvers() {
                return List.of();
            }
        };
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        ProblemException problem = ProblemTranslator.translate(failure);
        ServerRequest request = ServerRequest.create(exchange, codecs.getReaders());
        if (!asksForPage(exchange.getRequest())) {
            // Feeds and pictures of a former site lead on, too.
            return problem.status() == HttpStatus.NOT_FOUND
                    ? pages.leading(request)
                            .switchIfEmpty(Mono.error(failure))
                            .flatMap(leading -> leading.writeTo(exchange, rendering))
                    : Mono.error(failure);
        }
        if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
            // The path without its query: tokens travel in queries.
            LOG.error("{} failed", exchange.getRequest().getPath().value(), failure);
        }
        return pages.failure(request, problem.status(), problem.headers())
                .flatMap(page -> page.writeTo(exchange, rendering));
    }

    private static boolean asksForPage(ServerHttpRequest request) {
        String path = request.getPath().value();
        return !Routes.isApi(path)
                && !path.startsWith("/actuator")
                && accepted(request).stream()
                        .anyMatch(type -> type.isConcrete() && type.isCompatibleWith(MediaType.TEXT_HTML));
    }

    /** Who cannot say what it accepts is no browser. */
    private static List<MediaType> accepted(ServerHttpRequest request) {
        try {
            return request.getHeaders().getAccept();
        } catch (InvalidMediaTypeException malformed) {
            return List.of();
        }
    }
}
