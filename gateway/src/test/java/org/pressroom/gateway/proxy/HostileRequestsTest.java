package org.pressroom.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import reactor.core.publisher.Mono;

class HostileRequestsTest extends GatewayTest {

    @BeforeEach
    void servicesAnswerEverything() {
        ARTICLE.answers(Reply.json(200, "{}"));
        COMMENT.answers(Reply.json(200, "{}"));
        SUBSCRIPTION.answers(Reply.json(200, "{}"));
    }

    private void assertNobodyWasAsked() {
        assertThat(ARTICLE.asked()).isEmpty();
        assertThat(COMMENT.asked()).isEmpty();
        assertThat(SUBSCRIPTION.asked()).isEmpty();
    }

    private int get(String target) {
        return RawConnection.status(
                port, "GET " + target + " HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/articles/../../internal/dead-letters",
                "/api/articles/%2e%2e/%2e%2e/internal/dead-letters",
                "/api/articles/..%2f..%2finternal",
                "/api/articles/%2e%2e%2fdrafts",
                "/api/drafts/%252e%252e/x",
                "/api/articles/..;/drafts",
                "/api/drafts/1;a=b",
                "/api//drafts",
                "//api/drafts",
                "/api/drafts/./1",
                "/api/drafts/..\\\\x",
                "/api/drafts/%5c..",
                "/api/drafts/a%00b",
                "/api/drafts/a%0d%0ab",
                "/api/drafts/%",
                "/api/drafts/%zz",
                "api/drafts"
            })
    void hostilePathsReachNobody(String target) {
        assertThat(get(target)).isIn(0, 400, 404);
        assertNobodyWasAsked();
    }

    @Test
    void anAddressOfSomewhereElseIsNotProxied() {
        assertThat(get("http://evil.example/api/drafts")).isEqualTo(400);
        assertNobodyWasAsked();
        assertThat(get("http://site.example/api/drafts")).isEqualTo(200);
        assertThat(RawConnection.status(port, "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .isIn(0, 400, 404, 405);
        assertThat(RawConnection.status(
                        port, "TRACE /api/drafts HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n"))
                .isIn(400, 405);
    }

    @Test
    void headersThatAreTooLargeAreRefused() {
        int status = RawConnection.status(
                port,
                "GET /api/drafts HTTP/1.1\r\nHost: site.example\r\nX-Large: " + "x".repeat(40_000)
                        + "\r\nConnection: close\r\n\r\n");
        assertThat(status).isIn(400, 413, 431);
        assertThat(get("/api/drafts?q=" + "x".repeat(40_000))).isIn(400, 414);
        assertNobodyWasAsked();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/drafts/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 60\r\n\r\n{\"a\":GET /api/drafts/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
                "Content-Length: -1\r\n\r\n{}",
                "Content-Length: +2\r\n\r\n{}",
                "Content-Length: 0x2\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\nGET /api/drafts/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
                "Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\nGET /api/drafts/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
                " Folded: yes\r\nContent-Length: 2\r\n\r\n{}"
            })
    void oneRequestStaysOne(String rest) {
        String answers = RawConnection.exchange(
                port,
                "POST /api/articles/0198a7f0-0000-7000-8000-000000000001/comments HTTP/1.1\r\nHost: site.example\r\n"
                        + "Content-Type: application/json\r\n" + rest);
        assertThat(ARTICLE.asked()).extracting(Asked::uri).doesNotContain("/api/drafts/smuggled");
        assertThat(COMMENT.asked()).extracting(Asked::uri).noneMatch(uri -> uri.contains("smuggled"));
        assertThat(RawConnection.answers(answers)).isLessThanOrEqualTo(1);
    }

    @Test
    void requestsInARowOnOneConnectionAllGetTheirAnswers() {
        ARTICLE.does(asked -> Mono.delay(Duration.ofMillis(400)).thenReturn(Reply.json(200, "{}")));
        String answers = RawConnection.exchange(
                port,
                request("GET", "/api/drafts", "{\"a\": 1}")
                        + request("PUT", "/api/session", "{}")
                        + request("DELETE", "/articles/some/comments", "{}"),
                3);
        assertThat(answers).containsSubsequence("HTTP/1.1 200", "HTTP/1.1 405", "HTTP/1.1 405");
        assertThat(RawConnection.answers(answers)).isEqualTo(3);
    }

    private static String request(String method, String path, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: site.example\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
