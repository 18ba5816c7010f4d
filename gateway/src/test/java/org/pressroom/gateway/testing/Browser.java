package org.pressroom.gateway.testing;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.MultiValueMap;

/** A client with the cookies of a signed-in browser, which repeats the CSRF token as scripts do. */
public final class Browser {

    public static final String SESSION = "PRESSROOM_SESSION";
    public static final String CSRF = "XSRF-TOKEN";
    public static final String DEVICE = "PRESSROOM_DEVICE";

    private final WebTestClient client;
    private @Nullable String session;
    private @Nullable String csrf;
    private @Nullable String device;

    public Browser(WebTestClient client) {
        this.client = client;
    }

    /** Asks who it is, which sets the CSRF cookie. */
    public Browser open() {
        FluxExchangeResult<String> result =
                client.get().uri("/api/session").exchange().returnResult(String.class);
        take(result.getResponseCookies());
        return this;
    }

    /** Signs in; fails where that does not work. */
    public Browser signIn(String username, String password) {
        open();
        FluxExchangeResult<String> result = post("/api/session")
                .bodyValue(Map.of("username", username, "password", password))
                .exchange()
                .expectStatus()
                .isNoContent()
                .returnResult(String.class);
        take(result.getResponseCookies());
        return this;
    }

    private void take(MultiValueMap<String, ResponseCookie> cookies) {
        ResponseCookie newSession = cookies.getFirst(SESSION);
        if (newSession != null) {
            session = newSession.getValue();
        }
        ResponseCookie newCsrf = cookies.getFirst(CSRF);
        if (newCsrf != null) {
            csrf = newCsrf.getValue();
        }
        ResponseCookie newDevice = cookies.getFirst(DEVICE);
        if (newDevice != null) {
            device = newDevice.getValue();
        }
    }

    public String session() {
        return Objects.requireNonNull(session);
    }

    public String csrf() {
        return Objects.requireNonNull(csrf);
    }

    /** The same browser at another address, after its sessions were thrown away. */
    public Browser movedTo(WebTestClient elsewhere) {
        Browser moved = new Browser(elsewhere);
        moved.device = device;
        return moved;
    }

    public WebTestClient.RequestBodySpec get(String uri, Object... variables) {
        return request(HttpMethod.GET, uri, variables);
    }

    public WebTestClient.RequestBodySpec post(String uri, Object... variables) {
        return request(HttpMethod.POST, uri, variables);
    }

    public WebTestClient.RequestBodySpec patch(String uri, Object... variables) {
        return request(HttpMethod.PATCH, uri, variables);
    }

    public WebTestClient.RequestBodySpec delete(String uri, Object... variables) {
        return request(HttpMethod.DELETE, uri, variables);
    }

    public WebTestClient.RequestBodySpec request(HttpMethod method, String uri, Object... variables) {
        WebTestClient.RequestBodySpec request = client.method(method).uri(uri, variables);
        if (session != null) {
            request.cookie(SESSION, session);
        }
        if (device != null) {
            request.cookie(DEVICE, device);
        }
        if (csrf != null) {
            request.cookie(CSRF, csrf);
            request.header("X-XSRF-TOKEN", csrf);
        }
        return request;
    }
}
