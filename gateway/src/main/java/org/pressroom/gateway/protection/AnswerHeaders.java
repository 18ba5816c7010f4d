package org.pressroom.gateway.protection;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.SiteProperties;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * What the head of every answer says: when it was made, and what keeps browsers from doing more with it than was meant.
 * What is not for clients is taken out of it.
 */
@Component
public final class AnswerHeaders {

    /**
     * What one page may do besides, a line for each directive of its policy: {@code frame-src https://video.example} has
     * the page frame that too. It never leaves the gateway.
     */
    private static final String POLICY = "Page-Policy";

    /** As {@code server.compression} has them. */
    private static final Set<String> COMPRESSED =
            Set.of("text/css", "text/javascript", "application/javascript", "image/svg+xml");

    private static final long MILLIS = 1_000;
    private static final String ONE_YEAR = "max-age=31536000";

    /** The form of RFC 9110, section 5.6.7. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final boolean secure;
    private final String contentSecurityPolicy;
    private final Clock clock;
    private volatile Now now = new Now(0, "");

    AnswerHeaders(SiteProperties site, ProtectionProperties properties, Clock clock) {
        this.clock = clock;
        this.secure = site.secure();
        this.contentSecurityPolicy = properties.contentSecurityPolicy();
    }

    /**
     * Completes a head.
     *
     * @param showsWho whether its request showed a session or a token, good or not
     */
    public void complete(HttpHeaders headers, boolean showsWho) {
        headers.remove(HeaderNames.CACHE_TAG);
        Map<String, Set<String>> allowed = allowed(headers);
        headers.set(HttpHeaders.DATE, date());
        headers.set("X-Content-Type-Options", "nosniff");
        if (secure) {
            headers.set("Strict-Transport-Security", ONE_YEAR);
        }
        if (showsWho && !isForAll(headers)) {
            // What is answered to somebody known stays with nobody in between, and not in a browser that others use
            // next.
            headers.setCacheControl("private, no-store");
        } else if (headers.getCacheControl() == null) {
            // what nobody thought about may be somebody's own
            headers.setCacheControl(CacheControl.noStore());
        }
        MediaType type = headers.getContentType();
        if (type != null && isForAll(headers) && COMPRESSED.contains(type.getType() + "/" + type.getSubtype())) {
            // The server compresses it for who takes that, and does not say so to caches in between.
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (type != null && type.isCompatibleWith(MediaType.TEXT_HTML)) {
            // not "no-referrer": browsers then send forms with "Origin: null"
            headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
            headers.set("Content-Security-Policy", policy(allowed));
            headers.set("X-Frame-Options", "DENY");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
        }
    }

    /**
     * Lets a page load something that others may not.
     *
     * @param directive such as {@code frame-src}
     * @param sources as the directive has them
     */
    public static void allow(HttpHeaders headers, String directive, Collection<String> sources) {
        if (!sources.isEmpty()) {
            headers.add(POLICY, directive + " " + String.join(" ", sources));
        }
    }

    private static Map<String, Set<String>> allowed(HttpHeaders headers) {
        List<String> lines = headers.remove(POLICY);
        if (lines == null) {
            return Map.of();
        }
        Map<String, Set<String>> allowed = new TreeMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.split(" "));
            allowed.computeIfAbsent(words.get(0), directive -> new LinkedHashSet<>())
                    .addAll(words.subList(1, words.size()));
        }
        return allowed;
    }

    /** A publisher whose policy speaks of a directive has decided about it. */
    private String policy(Map<String, Set<String>> allowed) {
        StringBuilder policy = new StringBuilder(contentSecurityPolicy);
        allowed.forEach((directive, sources) -> {
            if (!contentSecurityPolicy.contains(directive)) {
                policy.append("; ").append(directive).append(" 'self' ").append(String.join(" ", sources));
            }
        });
        return policy.toString();
    }

    /** What {@code Date} says now. */
    public String date() {
        long second = clock.millis() / MILLIS;
        Now known = now;
        if (known.second() != second) {
            known = new Now(second, DATE.format(Instant.ofEpochSecond(second)));
            now = known;
        }
        return known.text();
    }

    private record Now(long second, String text) {}

    /** Such as assets, which are the same for everybody. */
    private static boolean isForAll(HttpHeaders headers) {
        String cacheControl = headers.getCacheControl();
        return cacheControl != null && cacheControl.contains("public");
    }
}
