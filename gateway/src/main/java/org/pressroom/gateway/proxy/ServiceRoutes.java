package org.pressroom.gateway.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.stream.Collectors;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.limits.OpenStreams;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Routes;
import org.pressroom.gateway.routes.Service;
import org.pressroom.gateway.services.Breakers;
import org.pressroom.gateway.services.ServiceProperties;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.RetryGatewayFilterFactory;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** Hands on what the table of {@link Routes} says that a service answers. */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    @Bean
    RouteLocator routes(
            RouteLocatorBuilder builder,
            ServiceProperties services,
            RouteProperties properties,
            Breakers breakers,
            StreamFeeds feeds,
            OpenStreams openStreams,
            RetryGatewayFilterFactory retry) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        Routes.all().stream()
                .filter(route -> route.group().service() != null)
                .collect(Collectors.groupingBy(Route::group, LinkedHashMap::new, Collectors.toList()))
                .forEach((group, lines) -> {
                    Service service = Objects.requireNonNull(group.service());
                    boolean streams = lines.get(0).isStream();
                    routes.route(group.id(), route -> route.predicate(
                                    exchange -> group.equals(Route.of(exchange).group()))
                            .filters(filters -> streams
                                    ? filters.filter(new StreamFilter(feeds, openStreams, service), FilterOrder.STREAM)
                                    : filters.filter(new RequestBodyFilter(), FilterOrder.REQUEST_BODY)
                                            .filter(
                                                    new BreakerFilter(breakers.of(group.id()), properties.whole()),
                                                    FilterOrder.BREAKER)
                                            .filter(retryReads(retry)))
                            .metadata(
                                    RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR,
                                    properties.limit().toMillis())
                            .uri(services.of(service)));
                });
        return routes.build();
    }

    /**
     * A connection that failed is tried again; a service that is slow is not asked for more. Made without the id of a
     * route, for which the framework would keep the body of each request: what is tried again has none.
     */
    @SuppressWarnings("unchecked") // varargs of generic classes
    private static GatewayFilter retryReads(RetryGatewayFilterFactory factory) {
        return factory.apply(new RetryGatewayFilterFactory.RetryConfig()
                .setRetries(2)
                .setSeries()
                .setStatuses(HttpStatus.BAD_GATEWAY)
                .setMethods(HttpMethod.GET, HttpMethod.HEAD)
                .setExceptions(IOException.class)
                .setBackoff(Duration.ofMillis(50), Duration.ofMillis(200), 2, true));
    }
}
