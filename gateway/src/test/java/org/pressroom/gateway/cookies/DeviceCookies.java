package org.pressroom.gateway.cookies;

import java.time.Clock;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** Device cookies for the tests of those who look at them. */
public final class DeviceCookies {

    private DeviceCookies() {}

    public static DeviceCookie of(SiteProperties site, SiteSecret secret) {
        return new DeviceCookie(site, secret, Clock.systemUTC());
    }

    /** What a browser sends in which that user has signed in. */
    public static HttpCookie cookie(SiteProperties site, SiteSecret secret, String username) {
        ResponseCookie set =
                of(site, secret).of(username, MockServerHttpRequest.get("/").build());
        return new HttpCookie(set.getName(), set.getValue());
    }
}
