package org.pressroom.gateway;

import org.springframework.core.Ordered;

/**
 * The filters in the order in which they run, and why each stands where it does. What costs least, and what would be in
 * the way of nobody but who asks for too much, comes first.
 */
public final class FilterOrder {

    /** Around all others: whatever refuses a request, its answer has the headers of every answer. */
    public static final int RESPONSE_HEADERS = Ordered.HIGHEST_PRECEDENCE + 10;

    /** Before the others, which may wait for something. */
    public static final int UNDER_WAY = Ordered.HIGHEST_PRECEDENCE + 15;

    /** Before the cache, whose answers count too, and before anything is refused: that counts as well. */
    public static final int ANONYMOUS_LIMITS = Ordered.HIGHEST_PRECEDENCE + 20;

    /** {@code common}'s, where it has its place itself: what was refused at the connection is no request to look at. */
    public static final int REFUSED_REQUESTS = Ordered.HIGHEST_PRECEDENCE + 21;

    /** Before the cache, which would answer for a name that somebody else has pointed here. */
    public static final int HOST = Ordered.HIGHEST_PRECEDENCE + 22;

    /** Before the cache, so that one page is kept once. */
    public static final int SLASH = Ordered.HIGHEST_PRECEDENCE + 25;

    /** Before everything that is not for strangers, and before bodies, which reads have none of. */
    public static final int EDGE_CACHE = Ordered.HIGHEST_PRECEDENCE + 30;

    /** Before the security filters, which read the token that a form carries. */
    public static final int BODY_LIMIT = Ordered.HIGHEST_PRECEDENCE + 40;

    /**
     * Spring Security's chain, with the filters at the door, whose order {@code DoorConfiguration} says: too many looks for
     * sessions and tokens that nobody knows, requests from other sites, CSRF tokens, who asks, and what its token is for.
     * Behind it all that is handled knows its principal.
     */
    public static final int SECURITY = -100;

    /** {@code common}'s, which looks at answers alone, wherever it stands. */
    public static final int UNBUFFERED_STREAMS = Ordered.LOWEST_PRECEDENCE;

    /** On routes to services, before the time that the service has begins: who sends slowly is not its fault. */
    public static final int REQUEST_BODY = -11;

    /** On routes to services, outside of the framework's filter that writes the answer (-1): it sees it end. */
    public static final int WHOLE_ANSWER = -10;

    /** In the place of all that is behind it, on routes of streams. */
    public static final int STREAM = -10;

    /** On routes to services, once nothing of here refuses the request any more. */
    public static final int FORWARDED_REQUEST = 0;

    /** On routes to services, inside of the framework's filter that writes the answer: it looks at its head before. */
    public static final int UNKNOWN_READER = 10;

    /**
     * On routes to services, behind the framework's filter that makes the address to ask for (10,000), whose host it says,
     * and around the one that asks, which is done when the answer begins.
     */
    public static final int GUARDED_CALL = 10_100;

    private FilterOrder() {}
}
