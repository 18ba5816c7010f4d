package org.pressroom.gateway.apidocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Routes;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The documentation of the whole API, as programs and people get it. */
class ApiDocsTest extends GatewayTest {

    private static final String PATH = "/api/docs";
    private static final String OPENAPI = "application/vnd.oai.openapi+json";

    private static final int ENOUGH = 8 << 20;

    private JsonNode document() {
        return JsonMapper.shared().readTree(get(PATH + "/openapi.json", "*/*").getResponseBody());
    }

    private String page() {
        return new String(Objects.requireNonNull(get(PATH, "text/html").getResponseBody()), StandardCharsets.UTF_8);
    }

    private EntityExchangeResult<byte[]> get(String path, String accept) {
        return anonymous()
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(ENOUGH))
                .build()
                .get()
                .uri(path)
                .header(HttpHeaders.ACCEPT, accept)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
    }

    @Test
    void everyRouteOfTheApiIsThereWithEachOfItsMethodsAndNothingElse() {
        Set<String> offered = Routes.all().stream()
                .filter(Route::isApi)
                .flatMap(route -> route.methods().stream()
                        .filter(method -> !method.equals(HttpMethod.HEAD))
                        .map(method ->
                                method + " " + route.path().getPatternString().replaceAll("\\{[^}]*}", "{}")))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = new TreeSet<>();
        document().get("paths").forEachEntry((path, methods) -> methods.propertyNames()
                .forEach(method ->
                        documented.add(method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}"))));
        assertThat(documented).isEqualTo(offered);
    }

    @Test
    void nothingIsReferredToThatIsNotThere() {
        JsonNode document = document();
        assertThat(references(document)).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    private static List<String> references(JsonNode node) {
        List<String> references = new ArrayList<>();
        if (node.has("$ref")) {
            references.add(node.get("$ref").asString());
        }
        node.forEach(part -> references.addAll(references(part)));
        return references;
    }

    @Test
    void everyOperationHasANameOfItsOwnATagAndWaysToProveWhoAsks() {
        JsonNode document = document();
        List<String> ids = new ArrayList<>();
        Set<String> tags = document.get("tags")
                .valueStream()
                .map(tag -> tag.get("name").asString())
                .collect(Collectors.toSet());
        Set<String> schemes =
                Set.copyOf(document.at("/components/securitySchemes").propertyNames());
        operations(document).forEach(operation -> {
            ids.add(operation.get("operationId").asString());
            assertThat(operation.get("tags").valueStream().map(JsonNode::asString))
                    .isNotEmpty()
                    .isSubsetOf(tags);
            operation.get("security").forEach(way -> assertThat(way.propertyNames())
                    .isSubsetOf(schemes));
        });
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(schemes).containsExactlyInAnyOrder("token", "session", "csrf", "editToken", "readerToken");
    }

    private static Stream<JsonNode> operations(JsonNode document) {
        return document.get("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get    | /api/articles                       | articles | [{},{\"token\":[]},{\"session\":[]}]",
                "get    | /api/articles/{slug}                | articles | [{\"readerToken\":[]},{},{\"token\":[]},{\"session\":[]}]",
                "put    | /api/drafts/{id}                    | articles | [{\"token\":[]},{\"session\":[],\"csrf\":[]}]",
                "get    | /api/tokens                         | administration | [{\"token\":[]},{\"session\":[]}]",
                "post   | /api/session                        | | [{\"csrf\":[]},{\"token\":[],\"csrf\":[]},"
                        + "{\"session\":[],\"csrf\":[]}]",
                "delete | /api/session                        | | [{},{\"token\":[]},{\"session\":[],\"csrf\":[]}]",
                "patch  | /api/comments/{id}                  | comments | [{\"editToken\":[]}]",
                "get    | /api/comments/{id}                  | comments | [{\"editToken\":[]},{},{\"token\":[]},"
                        + "{\"session\":[]}]"
            })
    void whoMayIsSaidAsTheGatewayJudgesIt(String method, String path, String scope, String security) {
        JsonNode operation = document().get("paths").get(path).get(method);
        assertThat(operation.path("x-scope").asString(null)).isEqualTo(scope);
        assertThat(operation.get("security")).isEqualTo(JsonMapper.shared().readTree(security));
    }

    @Test
    void whatTheGatewayRefusesIsSaidOfEachRouteThatItMayRefuse() {
        JsonNode document = document();
        assertThat(operations(document))
                .allSatisfy(operation ->
                        assertThat(operation.get("responses").propertyNames()).contains("401", "429", "503", "504"));
        document.get("paths")
                .forEach(methods -> methods.forEachEntry((method, operation) -> {
                    Set<String> statuses = Set.copyOf(operation.get("responses").propertyNames());
                    if (operation.has("x-scope")) {
                        assertThat(statuses).contains("403");
                    }
                    if (!method.equals("get")) {
                        assertThat(statuses).contains("403");
                    }
                    assertThat(statuses.contains("413")).isEqualTo(operation.has("requestBody"));
                }));
        assertThat(document.at("/components/responses/TooManyRequests/headers").has("Retry-After"))
                .isTrue();
        assertThat(document.at("/components/responses/ServiceUnavailable/headers")
                        .has("Retry-After"))
                .isTrue();
    }

    @Test
    void itsServerIsWhereItComesFrom() {
        JsonNode document = document();
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.at("/servers/0/url").asString()).isEqualTo("/");
    }

    @Test
    void oneNameForTwoThingsIsNoted() {
        JsonMapper json = JsonMapper.shared();
        ObjectNode known = json.createObjectNode();
        GatheredDocument.merge(known, json.readTree("{\"schemas\": {\"A\": {\"type\": \"string\"}}}"), "one");
        GatheredDocument.merge(known, json.readTree("{\"schemas\": {\"A\": {\"type\": \"string\"}}}"), "two");
        assertThatThrownBy(() -> GatheredDocument.merge(
                        known, json.readTree("{\"schemas\": {\"A\": {\"type\": \"integer\"}}}"), "three"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("three means something else by A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html                                        | text/html",
                "text/html,application/xhtml+xml,*/*;q=0.8        | text/html",
                "*/*                                              | text/html",
                "application/json                                 | application/json",
                "text/html;q=0.5, application/json                | application/json",
                "application/*                                    | application/json",
                OPENAPI + "                                       | " + OPENAPI
            })
    void whoAsksIsGivenWhatItAccepts(String accept, String type) {
        HttpHeaders headers = get(PATH, accept).getResponseHeaders();
        assertThat(Objects.requireNonNull(headers.getContentType()).isCompatibleWith(MediaType.valueOf(type)))
                .as("%s", headers.getContentType())
                .isTrue();
        assertThat(headers.getVary()).contains("Accept");
    }

    @Test
    void theDocumentIsTheSameUnderEachOfItsAddresses() {
        assertThat(get(PATH, "application/json").getResponseBody())
                .isEqualTo(get(PATH + "/openapi.json", "*/*").getResponseBody());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json"})
    void whoHasItAlreadyIsNotSentItAgain(String accept) {
        String tag =
                Objects.requireNonNull(get(PATH, accept).getResponseHeaders().getETag());
        anonymous()
                .get()
                .uri(PATH)
                .header(HttpHeaders.ACCEPT, accept)
                .header(HttpHeaders.IF_NONE_MATCH, tag)
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectBody()
                .isEmpty();
    }

    @Test
    void whoTakesNeitherPageNorJsonIsToldSo() {
        anonymous()
                .get()
                .uri(PATH)
                .header(HttpHeaders.ACCEPT, "image/png")
                .exchange()
                .expectStatus()
                .isEqualTo(406)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void thePageShowsEachOperation() {
        String page = page();
        operations(document()).forEach(operation -> {
            String id = operation.get("operationId").asString();
            assertThat(page).contains("id=\"" + id + "\"", "href=\"#" + id + "\"");
        });
    }

    @Test
    void nothingOnThePageLeadsNowhere() {
        String page = page();
        Set<String> ids = found(page, " id=\"([^\"]+)\"");
        assertThat(found(page, " href=\"#([^\"]+)\"")).isNotEmpty().isSubsetOf(ids);
    }

    private static Set<String> found(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aReaderOfThePageSeesWhatAnOperationTakesAndAnswers() {
        String page = page();
        String operation =
                words(page.substring(page.indexOf("<h3 id=\"startDraft\""), page.indexOf("<h3 id=\"listDrafts\"")));
        assertThat(operation)
                .contains(
                        "POST /api/articles",
                        "Starts a draft, of which readers see nothing yet.",
                        "Who may admin, author, contributor, editor",
                        "Scope of limited tokens articles",
                        "Idempotency-Key string, in header",
                        "title required string",
                        "201 Created",
                        "422 Unprocessable Content",
                        "curl -X POST \"http://site.example/api/articles\"",
                        "-H \"Authorization: Bearer $TOKEN\"");
    }

    @Test
    void aReaderOfThePageSeesWhatAStreamConsistsOf() {
        String page = page();
        assertThat(words(page.substring(
                        page.indexOf("<h3 id=\"streamComments\""), page.indexOf("<h3 id=\"readThread\""))))
                .contains("text/event-stream", "comment-removed RemovedComment", "curl -N");
    }

    /** Strangers must say who they are, which the schema alone does not tell. */
    @Test
    void aReaderOfThePageCanCopyACallThatIsTaken() {
        String page = page();
        String operation = page.substring(page.indexOf("<h3 id=\"postComment\""));
        assertThat(words(operation.substring(0, operation.indexOf("</section>"))))
                .contains("-d '{\"author\":{\"name\":\"Ada\",\"email\":\"ada@example.org\"},\"body\":\"Well said.\"}'");
    }

    private static String words(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replaceAll("\\s+", " ")
                .replace(" ,", ",");
    }

    @Test
    void thePageNeedsNoScriptAndNoStyleOfItsOwn() {
        String page = page();
        String main = page.substring(page.indexOf("<main"), page.indexOf("</main>"));
        assertThat(main).doesNotContain("<script", "<style", " style=", "<th:", "${");
    }

    @Test
    void thePageIsThereWhenAServiceIsAway() {
        ARTICLE.answers(new Reply(503, Map.of(), Mono.empty()));
        assertThat(page()).contains("id=\"listArticles\"");
    }
}
