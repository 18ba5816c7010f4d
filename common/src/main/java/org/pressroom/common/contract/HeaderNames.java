package org.pressroom.common.contract;

/** The headers that no standard constant names. */
public final class HeaderNames {

    /**
     * What an answer shows, comma-separated {@link CacheTags}, so that the gateway's cache knows when to drop it. It never
     * leaves the gateway.
     */
    public static final String CACHE_TAG = "Cache-Tag";

    /** Set by the gateway alone, and believed beside its token alone: the address that the client called from. */
    public static final String CLIENT_ADDRESS = "X-Client-Address";

    /** Shows that a comment is one's own: the {@code editToken} of the answer to the post. */
    public static final String EDIT_TOKEN = "X-Edit-Token";

    /** Shows that one has typed an article's password: the {@code access} of the answer to that. */
    public static final String ARTICLE_ACCESS = "X-Article-Access";

    /** Shows that one is subscribed: the {@code readerToken} of the answer that confirmed it. */
    public static final String READER_TOKEN = "X-Reader-Token";

    /**
     * Makes a request that creates something repeatable.
     *
     * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP
     *     Header Field</a>
     */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /**
     * The last event that a client of a stream has seen.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
     */
    public static final String LAST_EVENT_ID = "Last-Event-ID";

    private HeaderNames() {}
}
