package org.pressroom.gateway.cookies;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.secrets.Signatures;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * The cookie {@code PRESSROOM_DEVICE}, over TLS {@code __Host-PRESSROOM_DEVICE}: it says that somebody has signed in with
 * this browser, so that those who guess the same account's password elsewhere do not keep that person out. It opens
 * nothing, and outlives the session.
 *
 * @see <a href="https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies">OWASP: device
 *     cookies</a>
 */
@Component
public final class DeviceCookie {

    private static final String NAME = CookieNames.OURS + "DEVICE";
    private static final Duration KEPT = Duration.ofDays(180);

    /** User, device, end and signature. */
    private static final int PARTS = 4;

    private static final int LONGEST = 300;

    private final SiteProperties site;
    private final Signatures users;
    private final Signatures devices;
    private final Clock clock;

    DeviceCookie(SiteProperties site, SiteSecret secret, Clock clock) {
        this.site = site;
        this.users = secret.signatures("device cookie: user");
        this.devices = secret.signatures("device cookie");
        this.clock = clock;
    }

    /** The device by which the request is known, whoever has signed in there; null where it is not. */
    public @Nullable String device(ServerHttpRequest request) {
        String[] parts = parts(request);
        return parts == null ? null : parts[1];
    }

    /** The same, where it was this user who has signed in there last. */
    public @Nullable String device(ServerHttpRequest request, String username) {
        String[] parts = parts(request);
        return parts == null || !users.isOf(username, parts[0]) ? null : parts[1];
    }

    /** A cookie for a user who has just signed in; the browser stays the device that it was. */
    public ResponseCookie of(String username, ServerHttpRequest request) {
        String device = Objects.requireNonNullElseGet(device(request), Ids::secret);
        String value = users.of(username) + "." + device + "."
                + clock.instant().plus(KEPT).getEpochSecond();
        return ResponseCookie.from(CookieNames.of(NAME, site), value + "." + devices.of(value))
                .path("/")
                .httpOnly(true)
                .secure(site.secure())
                .sameSite("Lax")
                .maxAge(KEPT)
                .build();
    }

    private String @Nullable [] parts(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(CookieNames.of(NAME, site));
        if (cookie == null || cookie.getValue().length() > LONGEST) {
            return null;
        }
        String value = cookie.getValue();
        String[] parts = value.split("\\.", -1);
        return parts.length == PARTS
                        && devices.isOf(value.substring(0, value.lastIndexOf('.')), parts[PARTS - 1])
                        && Instant.ofEpochSecond(Long.parseLong(parts[2])).isAfter(clock.instant())
                ? parts
                : null;
    }
}
