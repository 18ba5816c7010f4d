package org.pressroom.gateway.readers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.cookies.ReaderCookie;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.routes.Route;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who shows to be subscribed: a browser by the cookie that the link in a mail has set, a program by
 * {@value HeaderNames#READER_TOKEN}. The subscription service says whether that is so; a yes is kept for a minute, a no
 * is not, for that costs it no look into its database where somebody made the token up.
 */
public final class Readers {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** As many characters as a token has. */
    private static final int LENGTH = 64;

    private static final String UNKNOWN = Readers.class.getName() + ".unknown";

    private final WebClient subscriptions;
    private final ReaderCookie cookie;
    private final Cache<String, Boolean> subscribed =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();

    /** @param subscriptions asks in the name of the principal whose request is handled */
    public Readers(WebClient subscriptions, ReaderCookie cookie) {
        this.subscriptions = subscriptions;
        this.cookie = cookie;
    }

    /** Whether nobody could say if who asks is subscribed. */
    public static boolean areUnknown(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(UNKNOWN);
    }

    /** The problem (503) of a program to whom that makes a difference. */
    public static ProblemException unknown() {
        return Problems.unavailable(RETRY_AFTER);
    }

    /**
     * The principal as it is, or as a subscriber where the request's route asks for that and it shows to be one. While
     * nobody can say ({@link #areUnknown}), it is answered as others are, and told where subscribers are answered more. A
     * cookie that is no good any more is taken away.
     */
    public Mono<Principal> known(ServerWebExchange exchange, Principal principal) {
        String token = Route.of(exchange).asksForReaders() ? shown(exchange.getRequest()) : null;
        return token == null
                ? Mono.just(principal)
                : isSubscribed(token)
                        .contextWrite(context -> context.put(Principal.class, principal))
                        .doOnNext(yes -> {
                            if (!yes && cookie.token(exchange.getRequest()) != null) {
                                exchange.getResponse().addCookie(cookie.removed());
                            }
                        })
                        .map(yes -> yes ? principal.asSubscriber() : principal)
                        .onErrorResume(away -> {
                            exchange.getAttributes().put(UNKNOWN, true);
                            return Mono.just(principal);
                        });
    }

    private @Nullable String shown(ServerHttpRequest request) {
        String said = request.getHeaders().getFirst(HeaderNames.READER_TOKEN);
        return said == null ? cookie.token(request) : said;
    }

    /** Whether a token is of somebody who is subscribed; fails with a problem of 503 or 504 where nobody can say. */
    public Mono<Boolean> isSubscribed(String token) {
        if (token.length() != LENGTH || subscribed.getIfPresent(token) != null) {
            return Mono.just(token.length() == LENGTH);
        }
        return subscriptions
                .get()
                .uri("/api/readers/{token}", token)
                .exchangeToMono(Readers::isFound)
                .doOnNext(yes -> {
                    if (yes) {
                        subscribed.put(token, true);
                    }
                });
    }

    private static Mono<Boolean> isFound(ClientResponse response) {
        if (response.statusCode().is2xxSuccessful()) {
            return response.releaseBody().thenReturn(true);
        }
        return response.statusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                ? response.releaseBody().thenReturn(false)
                : response.releaseBody().then(Mono.error(Readers::unknown));
    }
}
