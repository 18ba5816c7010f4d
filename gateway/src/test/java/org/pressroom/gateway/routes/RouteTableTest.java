package org.pressroom.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.testkit.OfferedRoutes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of routes, and what there is behind it. */
class RouteTableTest extends GatewayTest {

    /** How the framework writes down a route of methods and a path. */
    private static final Pattern PREDICATE = Pattern.compile("\\(([\\[A-Z, \\]]+) && (/\\S*)\\)");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping controllers;

    @Autowired
    private RouterFunction<ServerResponse> site;

    private static Route find(String path) {
        return Routes.find(PathContainer.parsePath(path));
    }

    private static Set<String> lines(Predicate<Route> which) {
        return Routes.all().stream()
                .filter(which)
                .flatMap(route -> route.methods().stream()
                        .filter(method -> !method.equals(HttpMethod.HEAD))
                        .map(method -> method + " " + withoutNames(route.path().getPatternString())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How a variable is called is each one's own business. */
    private static String withoutNames(String pattern) {
        return pattern.replaceAll("\\{[^}]*}", "{}");
    }

    @ParameterizedTest
    @EnumSource
    void whatAServiceOffersIsInTheTableAndNothingElse(Service service) {
        Set<String> offered = OfferedRoutes.of(service.id() + "-service").stream()
                .filter(route -> route.contains(" /api/"))
                .map(RouteTableTest::withoutNames)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(lines(route -> route.group().service() == service)).isEqualTo(offered);
    }

    @Test
    void whatTheGatewaysOwnControllersOfferIsInTheTableAndNothingElse() {
        Set<String> offered = controllers.getHandlerMethods().entrySet().stream()
                .filter(mapping -> mapping.getValue().getBeanType().getName().startsWith("org.pressroom."))
                .map(mapping -> mapping.getKey())
                .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> mapping.getPatternsCondition().getPatterns().stream()
                                .map(pattern -> method + " " + withoutNames(pattern.getPatternString()))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(lines(route -> route.isApi() && route.group().service() == null))
                .isEqualTo(offered);
    }

    @Test
    void eachPageOfTheSiteIsInTheTableAndNothingElse() {
        Set<String> pages = PREDICATE
                .matcher(site.toString())
                .results()
                .flatMap(page -> Stream.of(page.group(1).split("\\W+"))
                        .filter(method -> !method.isEmpty() && !method.equals("HEAD"))
                        .map(method -> method + " " + withoutNames(page.group(2))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(lines(Route::isPage)).isEqualTo(pages);
    }

    static Stream<String> services() {
        return Stream.of("article", "comment", "subscription");
    }

    /** One that the cache does not know would be dropped before its service sees it. */
    @ParameterizedTest
    @MethodSource("services")
    void aKeptReadKnowsEachParameterThatItsServiceTakes(String service) throws IOException {
        JsonNode paths = JsonMapper.shared()
                .readTree(getClass().getResourceAsStream("/openapi/" + service + "-service.json"))
                .path("paths");
        assertThat(paths.properties()).isNotEmpty();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            Set<String> kept = find(path.getKey()).cacheParameters();
            Set<String> taken = path.getValue()
                    .path("get")
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .map(parameter -> parameter.path("name").asString())
                    .collect(Collectors.toSet());
            if (kept != null) {
                assertThat(kept).as(path.getKey()).containsAll(taken);
            }
        }
    }

    static Stream<Route> all() {
        return Routes.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachLineIsFoundByItsPath(Route route) {
        String path = route.path().getPatternString().replaceAll("\\{[^}]*}", "any");
        assertThat(find(path)).isSameAs(route);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/articles/stream, /api/articles/stream",
        "/api/articles/ink, /api/articles/{slug}",
        "/api/articles/stream/comments, /api/articles/{articleId}/comments",
        "/api/articles/stream/publication, /api/articles/{id}/publication",
        "/api/%61rticles/ink, /api/articles/{slug}",
        "/api/articles/ink;a=b, /api/articles/{slug}",
        "/articles/ink/comments/new, /articles/{slug}/comments/new",
        "/desk/, /desk/"
    })
    void whatIsWrittenOutGoesBeforeAVariable(String path, String pattern) {
        assertThat(find(path).path().getPatternString()).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/api",
                "/api/",
                "/api/nothing",
                "/api/articles/",
                "/api/articles//comments",
                "//api/articles",
                "/api/articles/;a=b",
                "/api/articles/ink/comments/stream/more",
                "/API/articles"
            })
    void whatIsInNoLineIsUnknown(String path) {
        assertThat(find(path)).isSameAs(Routes.UNKNOWN);
        assertThat(find(path).isKnown()).isFalse();
    }

    @Test
    void noTwoLinesAreForOnePath() {
        List<String> paths = Routes.all().stream()
                .map(route -> withoutNames(route.path().getPatternString()))
                .toList();
        assertThat(paths).doesNotHaveDuplicates();
    }

    @Test
    void aStreamIsAGroupOfItsOwn() {
        assertThat(Routes.all()).filteredOn(Route::isStream).allSatisfy(stream -> assertThat(Routes.all())
                .filteredOn(route -> route.group().equals(stream.group()))
                .containsExactly(stream));
    }
}
