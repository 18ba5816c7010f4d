package org.pressroom.gateway.proxy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.limits.OpenStreams;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.RouteGroup;
import org.pressroom.gateway.routes.Routes;
import org.pressroom.gateway.routes.Service;
import org.pressroom.gateway.services.ServiceGuard;
import org.pressroom.gateway.services.ServiceGuards;
import org.pressroom.gateway.streams.StreamFeeds;
import org.pressroom.gateway.streams.StreamFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.route.builder.UriSpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands on what the table of {@link Routes} says that a service answers. */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    @Bean
    RouteLocator routes(
            RouteLocatorBuilder builder,
            RouteProperties properties,
            ServiceGuards guards,
            StreamFeeds feeds,
            OpenStreams openStreams) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        Routes.all().stream()
                .filter(route -> route.group().service() != null)
                .collect(Collectors.groupingBy(Route::group, LinkedHashMap::new, Collectors.toList()))
                .forEach((group, lines) -> {
                    Service service = Objects.requireNonNull(group.service());
                    Function<GatewayFilterSpec, UriSpec> filters = lines.get(0).isStream()
                            ? streamed(new StreamFilter(feeds, openStreams, service))
                            : handedOn(group, guards, properties);
                    routes.route(group.id(), route -> route.predicate(
                                    exchange -> group.equals(Route.of(exchange).group()))
                            .filters(filters)
                            .uri("http://" + service.id()));
                });
        return routes.build();
    }

    private static Function<GatewayFilterSpec, UriSpec> streamed(StreamFilter stream) {
        return filters -> filters.filter(stream, FilterOrder.STREAM);
    }

    private static Function<GatewayFilterSpec, UriSpec> handedOn(
            RouteGroup group, ServiceGuards guards, RouteProperties properties) {
        Service service = Objects.requireNonNull(group.service());
        RouteProperties.Large large = properties.large();
        ServiceGuard guard = guards.of(service, group.id(), group.large() ? large.limit() : properties.limit());
        ServiceGuard uploads = guards.of(service, group.id(), large.upload());
        Duration whole = group.large() ? large.whole() : properties.whole();
        return filters -> filters.filter(new RequestBodyFilter(), FilterOrder.REQUEST_BODY)
                .filter(new WholeAnswerFilter(whole), FilterOrder.WHOLE_ANSWER)
                .filter(new GuardedCallFilter(guard, uploads), FilterOrder.GUARDED_CALL);
    }
}
