package org.pressroom.gateway.redirects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.pressroom.common.contract.RedirectAnswer;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.principals.SafeMethods;
import org.pressroom.gateway.routes.Routes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * What editors have addresses lead to at which there is no page. Only where there is none is anybody asked, and what is
 * answered, that it leads nowhere above all, is kept for a minute or until a redirect changes: a crawler with a list of
 * addresses that were never there costs a look into the database for each of them, once.
 */
public final class Redirects {

    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Of characters of addresses; an answer is small beside them. */
    private static final long MOST_KEPT = 2_000_000;

    private static final int ROOM_OF_AN_ANSWER = 200;

    /** No redirect has a longer one, encoded. */
    private static final int LONGEST = 6_000;

    /** What an address leads to is the same for all. */
    private static final Principal EVERYBODY = Principal.anonymous("0.0.0.0");

    private final WebClient articles;
    private final Duration limit;
    private final Cache<String, Mono<Optional<RedirectAnswer>>> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT)
            .weigher((String address, Mono<Optional<RedirectAnswer>> answer) -> address.length() + ROOM_OF_AN_ANSWER)
            .expireAfterWrite(KEPT)
            .build();

    /** @param limit how long a page that is not there waits */
    public Redirects(WebClient articles, Duration limit) {
        this.articles = articles;
        this.limit = limit;
    }

    /** What a request leads to for which there is no page; empty where that is nothing, or nobody can say. */
    public Mono<Optional<RedirectAnswer>> find(ServerHttpRequest request) {
        URI uri = request.getURI();
        String address = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        return mayLead(request, address) ? kept.get(address, this::asked) : Mono.just(Optional.empty());
    }

    private static boolean mayLead(ServerHttpRequest request, String address) {
        return SafeMethods.isUsedBy(request) && address.length() <= LONGEST && !Routes.isApi(address);
    }

    /**
     * Asked once for all who come meanwhile. After a change nobody gets what was asked before: it is not kept any more, and who
     * waits for it came before. A failure is not kept.
     */
    private Mono<Optional<RedirectAnswer>> asked(String address) {
        return articles.get()
                .uri(uri -> uri.path("/internal/redirects")
                        .queryParam("from", "{from}")
                        .build(address))
                .accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(Redirects::read)
                .timeout(limit)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .doOnError(failure -> kept.invalidate(address))
                .onErrorReturn(Optional.empty())
                .contextWrite(context -> context.put(Principal.class, EVERYBODY))
                .cache();
    }

    private static Mono<RedirectAnswer> read(ClientResponse answer) {
        if (answer.statusCode().is2xxSuccessful()) {
            return answer.bodyToMono(RedirectAnswer.class);
        }
        return answer.statusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                ? answer.releaseBody().then(Mono.empty())
                : answer.createError();
    }

    /** Some redirect is another from now on. */
    public void changed() {
        kept.invalidateAll();
    }
}
