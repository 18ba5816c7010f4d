package org.pressroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.WebFilter;

/** Whether the list of filters is what runs. */
class FilterOrderTest extends GatewayTest {

    private static final String OURS = "org.pressroom.";

    /** Spring's own, under the name that the list has for it. */
    private static final String SECURITY = "WebFilterChainProxy";

    @Autowired
    private List<WebFilter> webFilters;

    @Autowired
    private List<GlobalFilter> globalFilters;

    @Autowired
    private RouteLocator routes;

    @Autowired
    private SecurityWebFilterChain door;

    private static Map<String, Integer> list() throws IllegalAccessException {
        Map<String, Integer> list = new TreeMap<>();
        for (Field place : FilterOrder.class.getFields()) {
            list.put(place.getName(), place.getInt(null));
        }
        return list;
    }

    /** What the list calls a filter: {@code EDGE_CACHE} for an {@code EdgeCacheFilter}. */
    private static String name(Object filter) {
        String type = filter.getClass().getSimpleName();
        return type.equals(SECURITY)
                ? "SECURITY"
                : type.replaceAll("Filter$", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toUpperCase(Locale.ROOT);
    }

    private static int order(Object filter) {
        return filter instanceof Ordered ordered
                ? ordered.getOrder()
                : Objects.requireNonNullElse(OrderUtils.getOrder(filter.getClass()), Ordered.LOWEST_PRECEDENCE);
    }

    private static boolean isOurs(Object filter) {
        return filter.getClass().getName().startsWith(OURS);
    }

    @Test
    void eachFilterStandsInTheListAndNothingElseDoes() throws IllegalAccessException {
        Map<String, Integer> running = new TreeMap<>();
        Stream.concat(webFilters.stream(), globalFilters.stream())
                .filter(FilterOrderTest::isOurs)
                .forEach(filter -> running.put(name(filter), order(filter)));
        for (GatewayFilter filter : Objects.requireNonNull(routes.getRoutes()
                .flatMapIterable(route -> route.getFilters())
                .collectList()
                .block())) {
            assertThat(filter).isInstanceOf(OrderedGatewayFilter.class);
            GatewayFilter itself = ((OrderedGatewayFilter) filter).getDelegate();
            if (isOurs(itself)) {
                running.put(name(itself), order(filter));
            }
        }
        Map<String, Integer> list = list();
        list.remove("SECURITY");
        assertThat(running).isEqualTo(list);
    }

    @Test
    void nobodyElsesFilterIsAmongThem() {
        assertThat(webFilters)
                .extracting(FilterOrderTest::name)
                .containsExactly(
                        "RESPONSE_HEADERS",
                        "UNDER_WAY",
                        "ANONYMOUS_LIMITS",
                        "REFUSED_REQUESTS",
                        "HOST",
                        "SLASH",
                        "EDGE_CACHE",
                        "BODY_LIMIT",
                        "SECURITY",
                        "UNBUFFERED_STREAMS");
    }

    @Test
    void atTheDoorItIsAskedInThisOrder() {
        Set<String> asked =
                new LinkedHashSet<>(List.of("LOOK_UP_LIMITS", "ORIGIN", "CSRF_WEB", "PRINCIPAL", "ROUTE_RIGHTS"));
        List<String> running = new ArrayList<>(Objects.requireNonNull(
                door.getWebFilters().map(FilterOrderTest::name).collectList().block()));
        running.retainAll(asked);
        assertThat(running).containsExactlyElementsOf(asked);
    }
}
