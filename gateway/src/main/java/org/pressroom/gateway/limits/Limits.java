package org.pressroom.gateway.limits;

import java.time.Duration;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.cookies.DeviceCookie;
import org.pressroom.gateway.door.PrincipalLimits;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.principals.SafeMethods;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Counts requests by account, else by client address, with a budget of their own for reads, writes and posts. */
@Component
final class Limits implements PrincipalLimits {

    /** As much as so many addresses may ask for, all those of one network may together. */
    static final int NETWORK = 16;

    private static final String COUNTED = Limits.class.getName() + ".counted";

    private final boolean enabled;
    private final DeviceCookie devices;
    private final RateLimiter reads;
    private final RateLimiter writes;
    private final RateLimiter posts;
    private final RateLimiter readsOfNetworks;
    private final RateLimiter postsOfNetworks;
    private final RateLimiter lookUps;

    Limits(LimitsProperties properties, DeviceCookie devices, RateLimiters limiters) {
        this.devices = devices;
        enabled = properties.enabled();
        int mostReads = properties.reads().burst();
        int mostPosts = properties.posts().burst();
        reads = limiters.limiter("reads", mostReads, properties.reads().every());
        writes = limiters.limiter(
                "writes", properties.writes().burst(), properties.writes().every());
        posts = limiters.limiter("posts", mostPosts, properties.posts().every());
        readsOfNetworks = ofNetworks(
                limiters, "reads of networks", mostReads, properties.reads().every());
        postsOfNetworks = ofNetworks(
                limiters, "posts of networks", mostPosts, properties.posts().every());
        lookUps = limiters.limiter("look-ups", 500, Duration.ofMillis(50));
    }

    private static RateLimiter ofNetworks(RateLimiters limiters, String name, int burst, Duration every) {
        return limiters.limiter(name, Math.multiplyExact(burst, NETWORK), every.dividedBy(NETWORK));
    }

    /**
     * Counts a request of somebody who came without session and token. A browser in which somebody of the staff has signed
     * in is counted by itself: others at its address do not keep it from signing in again.
     *
     * @throws ProblemException 429 where it is one too many
     */
    void checkAnonymous(ServerWebExchange exchange, String clientAddress) {
        if (enabled) {
            exempt(exchange);
            ServerHttpRequest request = exchange.getRequest();
            boolean read = SafeMethods.isUsedBy(request);
            String device = devices.device(request);
            if (device == null) {
                take(read ? reads : posts, AddressKeys.of(clientAddress));
                take(read ? readsOfNetworks : postsOfNetworks, AddressKeys.networkOf(clientAddress));
            } else {
                take(read ? reads : posts, device);
            }
        }
    }

    boolean enabled() {
        return enabled;
    }

    /** Takes a read of a stranger that no browser of the staff sends; false where it is one too many, and none is taken. */
    boolean takeRead(AnonymousReads.Keys client) {
        if (!reads.take(client.address()).isZero()) {
            return false;
        }
        if (!readsOfNetworks.take(client.network()).isZero()) {
            reads.giveBack(client.address());
            return false;
        }
        return true;
    }

    /** This request is counted by nobody. */
    static void exempt(ServerWebExchange exchange) {
        exchange.getAttributes().put(COUNTED, true);
    }

    @Override
    public void check(ServerWebExchange exchange, Principal principal) {
        if (!enabled || exchange.getAttributes().containsKey(COUNTED)) {
            return;
        }
        if (principal.accountId() == null) {
            checkAnonymous(exchange, principal.clientAddress());
        } else {
            take(
                    SafeMethods.isUsedBy(exchange.getRequest()) ? reads : writes,
                    principal.accountId().toString());
        }
    }

    @Override
    public void countLookUp(String clientAddress) {
        if (enabled) {
            refuse(lookUps.take(AddressKeys.of(clientAddress)));
        }
    }

    @Override
    public void giveBackLookUp(String clientAddress) {
        if (enabled) {
            lookUps.giveBack(AddressKeys.of(clientAddress));
        }
    }

    private static void take(RateLimiter budget, String key) {
        refuse(budget.take(key));
    }

    private static void refuse(Duration wait) {
        if (!wait.isZero()) {
            throw Problems.tooManyRequests(wait.plusSeconds(1));
        }
    }
}
