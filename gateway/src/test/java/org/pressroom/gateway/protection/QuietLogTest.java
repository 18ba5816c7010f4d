package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.StubService.Reply;
import org.pressroom.testkit.OwnThread;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What strangers do wrong fills no log: each of these could be sent thousands of times. */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("reads the log of the whole program")
class QuietLogTest extends GatewayTest {

    private static final String COMMENTS = "/api/articles/0198a7f0-0000-7000-8000-000000000001/comments";

    @BeforeEach
    void servicesAnswer() {
        COMMENT.answers(Reply.json(202, "{}"));
        SUBSCRIPTION.answers(Reply.json(202, "{}"));
    }

    private String post(String path, String type, String more) {
        return RawConnection.exchange(
                port,
                "POST " + path + " HTTP/1.1\r\nHost: site.example\r\nContent-Type: " + type + "\r\nX-Forwarded-For: "
                        + anyAddress() + "\r\n" + more);
    }

    private static void assertQuiet(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContain(" ERROR ", " WARN ", "\tat ", "checkpoint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/accounts",
                "/api/tokens",
                "/api/articles",
                "/api/moderation/decisions",
                "/api/operations/dead-letters/comment-service/replay"
            })
    void bodiesOfWhoMayNotSendThem(String path, CapturedOutput output) {
        for (String body : new String[] {"{}", "{", "[\u0000]"}) {
            String more = "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
            assertThat(post(path, "application/json", more)).matches("(?s)HTTP/1.1 4[0-9]{2} .*");
        }
        assertQuiet(output);
    }

    @Test
    void bodiesThatDoNotComeInTime(CapturedOutput output) {
        List<CompletableFuture<String>> late = new ArrayList<>();
        List<CompletableFuture<String>> malformed = new ArrayList<>();
        for (String path : List.of(COMMENTS, "/api/subscriptions", "/articles/some/comments", "/subscriptions")) {
            String type = path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded";
            late.add(later(path, type, "Content-Length: 100\r\n\r\n{"));
            late.add(later(path, type, "Transfer-Encoding: chunked\r\n\r\n1\r\n{"));
            malformed.add(later(path, type, "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"));
        }
        assertThat(late).allSatisfy(answer -> assertThat(answer.join()).startsWith("HTTP/1.1 408"));
        malformed.forEach(CompletableFuture::join);
        assertQuiet(output);
    }

    private CompletableFuture<String> later(String path, String type, String more) {
        return CompletableFuture.supplyAsync(() -> post(path, type, more), OwnThread.EACH);
    }
}
