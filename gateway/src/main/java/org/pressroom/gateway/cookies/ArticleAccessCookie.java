package org.pressroom.gateway.cookies;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.SiteProperties;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * The cookie {@code PRESSROOM_ACCESS}, over TLS {@code __Secure-PRESSROOM_ACCESS}: it says that this browser's reader has
 * typed an article's password, and is sent with that article's pages alone. It is no more than what the article service
 * answered to the password, and good until the article gets another.
 */
@Component
public final class ArticleAccessCookie {

    private static final String NAME = CookieNames.OURS + "ACCESS";

    /** {@code __Host-} would have it sent with every page. */
    private static final String PREFIX = "__Secure-";

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int LONGEST = 100;

    private final SiteProperties site;

    ArticleAccessCookie(SiteProperties site) {
        this.site = site;
    }

    /** Whether the request carries one, good or not, under whichever name. */
    public static boolean isIn(ServerHttpRequest request) {
        return request.getCookies().containsKey(NAME) || request.getCookies().containsKey(PREFIX + NAME);
    }

    /** What the request's cookie holds; null where there is none. */
    public @Nullable String access(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(name());
        return cookie == null || cookie.getValue().length() > LONGEST ? null : cookie.getValue();
    }

    /**
     * A cookie that opens an article.
     *
     * @param path of its page
     */
    public ResponseCookie of(String access, String path) {
        return ResponseCookie.from(name(), access)
                .path(path)
                .httpOnly(true)
                .secure(site.secure())
                .sameSite("Lax")
                .maxAge(KEPT)
                .build();
    }

    private String name() {
        return site.secure() ? PREFIX + NAME : NAME;
    }
}
