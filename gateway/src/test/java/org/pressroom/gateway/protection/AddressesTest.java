package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

/** Addresses as browsers, mails and those who mean harm write them. */
class AddressesTest extends GatewayTest {

    private static final String LIST = "{\"items\":[],\"next\":null}";

    @BeforeEach
    void servicesHaveNothing() {
        ARTICLE.does(asked -> Mono.just(
                asked.uri().matches("/api/(articles|categories|tags|authors)(\\?.*)?")
                        ? Reply.json(200, LIST)
                        : Reply.json(404, "{\"status\":404}")));
        COMMENT.does(asked -> Mono.just(Reply.json(404, "{\"status\":404}")));
        SUBSCRIPTION.does(asked -> Mono.just(Reply.json(404, "{\"status\":404}")));
    }

    private String get(String target, String accept) {
        return get(target, "site.example", accept);
    }

    private String get(String target, String host, String accept) {
        return RawConnection.exchange(
                port,
                "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: " + accept + "\r\nX-Forwarded-For: "
                        + anyAddress() + "\r\nConnection: close\r\n\r\n");
    }

    private static void assertPage(String answer, int... statuses) {
        assertThat(status(answer)).isIn(Arrays.stream(statuses).boxed().toList());
        String head = head(answer);
        assertThat(head)
                .contains("content-type: text/html", "content-security-policy:", "x-content-type-options: nosniff");
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String head(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n") + 2).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?utm_content=a|b",
                "/?x={x}",
                "/?x=[x]",
                "/?x=^",
                "/?x=`",
                "/?x=\\",
                "/?x=\"",
                "/?x=<b>",
                "/?utm_campaign=50%",
                "/?x=%zz",
                "/?x=%4",
                "/?x=%ff%fe",
                "/?x=\u00c3\u00a4",
                "/?x=\u00e4",
                "/?x=%00",
                "/?|",
                "/?#x|y",
                "/#a|b"
            })
    void aParameterThatCountsForNothingMayHoldAnything(String target) {
        assertPage(get(target, "text/html"), 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/articles/a|b",
                "/articles/a{b}",
                "/articles/a%zz",
                "/articles/%",
                "/articles/\u00c3\u00a4",
                "/articles/a\\b",
                "/articles/a;b",
                "/articles/\"<>^`",
                "/tags/[x]",
                "/categories/a|b",
                "/authors/^",
                "/pages/{x}",
                "/nothing|there",
                "//evil.example",
                "/a//b",
                "/%2e%2e/x"
            })
    void anAddressOfNothingIsTheSitesOwnPage(String target) {
        assertPage(get(target, "text/html,*/*"), 400, 404);
    }

    /** Whatever stands in a form, it is told as what it is, and nothing of it is logged. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/subscriptions", "/subscriptions/confirm", "/subscriptions/manage", "/articles/x/comments"})
    @ExtendWith(OutputCaptureExtension.class)
    void aFormThatIsNotEncodedAsFormsAreIsRefused(String target, CapturedOutput output) {
        for (String form : List.of("email=50%", "body=%zz", "%=a", "a=%4", "secret=rita%@")) {
            String answer = RawConnection.exchange(
                    port,
                    "POST " + target + " HTTP/1.1\r\nHost: site.example\r\nAccept: text/html\r\nX-Forwarded-For: "
                            + anyAddress() + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                            + form.length() + "\r\nConnection: close\r\n\r\n" + form);
            assertPage(answer, 400);
        }
        assertThat(output.getAll()).doesNotContain("%zz", "rita", "URLDecoder");
    }

    /** Also where what it says of itself cannot be read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "/",
                "a/b/c",
                "text/",
                "text/html; charset=\"",
                "text/html; charset=none",
                "application/x-www-form-urlencoded; charset=\"",
                "x/y"
            })
    void aBodyOfNoKnownKindIsRefused(String type) {
        for (String target : List.of("/subscriptions", "/articles/x/comments", "/api/session")) {
            Browser browser = new Browser(anonymous()).open();
            String answer = RawConnection.exchange(
                    port,
                    "POST " + target + " HTTP/1.1\r\nHost: site.example\r\nX-Forwarded-For: " + anyAddress()
                            + "\r\nCookie: XSRF-TOKEN=" + browser.csrf() + "\r\nX-XSRF-TOKEN: " + browser.csrf()
                            + "\r\nContent-Type: " + type + "\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b");
            assertThat(status(answer)).as(target).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/search?q=a|b", "/search?q=50%", "/search?q={x}&after=%zz", "/?after=a|b"})
    void aParameterThatCountsIsRead(String target) {
        assertPage(get(target, "text/html"), 200, 400, 404);
    }

    /** Reloading what a form posted to, however its letters are written. */
    @ParameterizedTest
    @CsvSource({
        "/articles/x/comments, /articles/x#comments",
        "/articles/x/%63omments, /articles/x#comments",
        "/articles/x/comment%73?a=b, /articles/x#comments",
        "/articles/a%7Cb/%63%6Fmments, /articles/a%7Cb#comments"
    })
    void aFormsAddressLeadsToTheThread(String target, String location) {
        String answer = get(target, "text/html");
        assertThat(status(answer)).isEqualTo(303);
        assertThat(head(answer)).contains("\r\nlocation: " + location.toLowerCase(Locale.ROOT) + "\r\n");
    }

    @Test
    void whatIsSearchedForReachesTheServiceAsItWasTyped() {
        get("/api/articles?q=a|b%zz", "application/json");
        assertThat(ARTICLE.asked()).extracting(Asked::uri).containsExactly("/api/articles?q=a%7Cb%25zz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/articles/a|b",
                "/api/comments/[x]",
                "/api/nothing^",
                "/api/articles/%",
                "/api//x",
                "/api/a;b"
            })
    void programsGetProblems(String target) {
        String answer = get(target, "application/json");
        assertThat(status(answer)).isIn(400, 404);
        assertThat(head(answer)).contains("x-content-type-options: nosniff");
        assertThat(answer).contains("\"status\":");
    }

    @Test
    void anAddressThatIsTooLongIsToldSo() {
        assertPage(get("/?x=" + "x".repeat(60_000), "text/html"), 414);
    }

    @Test
    void aConfirmationWithAnOddTokenIsAPage() {
        assertPage(get("/subscriptions/confirm?token=abc|", "text/html"), 200, 400, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "/articles/x/, /articles/x",
        "/articles/x/?a=b&c=d, /articles/x?a=b&c=d",
        "/articles/x/?a=|, /articles/x?a=%7C",
        "/categories/x/, /categories/x",
        "/tags/x/, /tags/x",
        "/authors/x/, /authors/x",
        "/pages/x/, /pages/x",
        "/search/?q=x, /search?q=x",
        "/subscribe/, /subscribe",
        "/feed.atom/, /feed.atom",
        "/api/articles/, /api/articles",
        "/api/articles/x/, /api/articles/x",
        "/desk, /desk/",
        "/evil.example/, /evil.example",
        "/%5Cevil.example/, /%5Cevil.example"
    })
    void aSlashTooManyLeadsToTheAddressWithoutIt(String target, String expected) {
        String answer = get(target, "text/html");
        assertThat(status(answer)).isEqualTo(308);
        // Browsers keep such an answer for good, unless they are told to ask again.
        assertThat(head(answer))
                .contains("location: " + expected.toLowerCase(Locale.ROOT) + "\r\n", "cache-control: no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "//evil.example/x/", "/x//", "/\\\\evil.example//", "///"})
    void nobodyIsSentToAnotherSite(String target) {
        assertThat(status(get(target, "text/html"))).isIn(400, 404);
    }

    @Test
    void aPostIsNotSentElsewhere() {
        assertThat(
                        RawConnection.status(
                                port,
                                "POST /api/articles/ HTTP/1.1\r\nHost: site.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .isNotEqualTo(308);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "site.example.evil.example",
                "evilsite.example",
                "127.0.0.2",
                "localhost",
                "[::1]",
                "xn--site-example"
            })
    void otherHostsAreNotServedHere(String host) {
        assertThat(status(get("/", host, "text/html"))).isEqualTo(421);
        assertThat(status(get("/api/articles", host, "application/json"))).isEqualTo(421);
        assertThat(ARTICLE.asked()).isEmpty();
    }

    @Test
    void whoDoesNotSayWhichSiteIsAskedForIsServedNone() {
        for (String target : List.of("/", "/api/articles")) {
            assertThat(RawConnection.exchange(port, "GET " + target + " HTTP/1.0\r\n\r\n"))
                    .matches("(?s)HTTP/1\\.[01] 400 .*");
        }
        assertThat(ARTICLE.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"site.example", "SITE.example:9000", "site.example.", "127.0.0.1:80"})
    void theSiteIsServedByItsNames(String host) {
        assertThat(status(get("/", host, "text/html"))).isEqualTo(200);
    }

    @Test
    void aProbeMayComeByAnyAddress() {
        assertThat(status(get("/actuator/health/liveness", "10.1.2.3:8080", "*/*")))
                .isEqualTo(200);
    }

    @Test
    void aForeignOriginIsForeignWhateverTheHostSays() {
        String request = """
                POST /api/session HTTP/1.1\r
                Host: evil.example\r
                Origin: http://evil.example\r
                Content-Length: 0\r
                Connection: close\r
                \r
                """;
        assertThat(RawConnection.status(port, request)).isEqualTo(421);
        assertThat(RawConnection.status(port, request.replace("Host: evil", "Host: site")))
                .isEqualTo(403);
    }
}
