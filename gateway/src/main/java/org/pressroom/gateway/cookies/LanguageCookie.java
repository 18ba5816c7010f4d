package org.pressroom.gateway.cookies;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.SiteProperties;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie {@code SITE-LANGUAGE}, over TLS {@code __Host-SITE-LANGUAGE}: in which language this browser's reader wants to
 * have the site. It says nothing of who that is, so that whoever has it is answered as all strangers are.
 */
@Component
public final class LanguageCookie {

    private static final String NAME = "SITE-LANGUAGE";
    private static final Duration KEPT = Duration.ofDays(365);

    private final SiteProperties site;
    private final String beginning;

    public LanguageCookie(SiteProperties site) {
        this.site = site;
        this.beginning = CookieNames.of(NAME, site) + "=";
    }

    /**
     * What it says, whatever that is; null where there is none. It is looked for in the lines themselves, as they come to a
     * connection: what the edge keeps is answered before cookies are read.
     *
     * @param lines of {@code Cookie}
     */
    public @Nullable String language(List<String> lines) {
        for (String line : lines) {
            int found = line.indexOf(beginning);
            while (found >= 0) {
                if (found == 0 || line.charAt(found - 1) == ' ' || line.charAt(found - 1) == ';') {
                    int end = line.indexOf(';', found);
                    return line.substring(found + beginning.length(), end < 0 ? line.length() : end)
                            .strip();
                }
                found = line.indexOf(beginning, found + 1);
            }
        }
        return null;
    }

    /** A cookie for who has chosen a language, as of BCP 47. */
    public ResponseCookie of(String language) {
        return ResponseCookie.from(CookieNames.of(NAME, site), language)
                .path("/")
                .httpOnly(true)
                .secure(site.secure())
                .sameSite("Lax")
                .maxAge(KEPT)
                .build();
    }
}
