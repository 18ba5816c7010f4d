package org.pressroom.common.security;

/**
 * What the gateway's tokens for the services look like: a JWT (RFC 7519) signed with ES256. Subject is the account's id,
 * or {@link #ANONYMOUS}.
 */
public final class InternalToken {

    public static final String ISSUER = "pressroom";
    public static final String AUDIENCE = "pressroom";
    public static final String ANONYMOUS = "anonymous";

    /** Claim: a list of {@link Role#wireName()}. */
    public static final String ROLES = "roles";

    /** Claim: the account's public name. */
    public static final String NAME = "name";

    /** Claim: the account's public slug. */
    public static final String SLUG = "slug";

    /** Claim: true for who showed to be subscribed; left out for others. */
    public static final String READER = "reader";

    private InternalToken() {}
}
