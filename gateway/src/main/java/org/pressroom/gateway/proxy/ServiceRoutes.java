package org.pressroom.gateway.proxy;

import static org.pressroom.gateway.routes.Service.ARTICLE;
import static org.pressroom.gateway.routes.Service.COMMENT;
import static org.pressroom.gateway.routes.Service.SUBSCRIPTION;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.pressroom.gateway.limits.OpenStreams;
import org.pressroom.gateway.routes.Scope;
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

/** Which service answers what. The first route that fits is taken; what fits none is not there. */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    /** Outside of the filter that writes answers, which is -1: it sees all that happens on a route. */
    private static final int AROUND_ALL = -10;

    /**
     * A route.
     *
     * @param stream whether its answers have no end; then it has one path
     * @param scope what a limited token needs for it
     */
    record Rule(String id, Service service, boolean stream, Scope scope, List<String> paths) {

        static Rule of(String id, Service service, Scope scope, String... paths) {
            return new Rule(id, service, false, scope, List.of(paths));
        }

        static Rule stream(String id, Service service, Scope scope, String path) {
            return new Rule(id, service, true, scope, List.of(path));
        }
    }

    static final List<Rule> RULES = List.of(
            Rule.stream("comment-stream", COMMENT, Scope.COMMENTS, "/api/articles/{articleId}/comments/stream"),
            Rule.stream("article-stream", SUBSCRIPTION, Scope.ARTICLES, "/api/articles/stream"),
            Rule.of("comments", COMMENT, Scope.COMMENTS, "/api/articles/{articleId}/comments", "/api/comments/**"),
            Rule.of("moderation", COMMENT, Scope.COMMENTS, "/api/moderation/**"),
            Rule.of("articles", ARTICLE, Scope.ARTICLES, "/api/articles", "/api/articles/**"),
            Rule.of("drafts", ARTICLE, Scope.ARTICLES, "/api/drafts", "/api/drafts/**"),
            Rule.of("taxonomy", ARTICLE, Scope.ARTICLES, "/api/categories", "/api/tags", "/api/authors"),
            Rule.of("subscriptions", SUBSCRIPTION, Scope.SUBSCRIPTIONS, "/api/subscriptions", "/api/subscriptions/**"),
            Rule.of(
                    "notifications",
                    SUBSCRIPTION,
                    Scope.SUBSCRIPTIONS,
                    "/api/notifications",
                    "/api/notifications/**",
                    "/api/subscribers"));

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
        for (Rule rule : RULES) {
            if (rule.stream()) {
                routes.route(rule.id(), route -> route.path(rule.paths().toArray(String[]::new))
                        .filters(filters -> filters.filter(new ScopeFilter(rule.scope()), AROUND_ALL - 1)
                                .filter(new StreamFilter(feeds, openStreams, rule), AROUND_ALL))
                        .uri(services.of(rule.service())));
                continue;
            }
            routes.route(rule.id(), route -> route.path(rule.paths().toArray(String[]::new))
                    .filters(filters -> filters.filter(new ScopeFilter(rule.scope()), AROUND_ALL - 2)
                            .filter(new RequestBodyFilter(), AROUND_ALL - 1)
                            .filter(new BreakerFilter(breakers.of(rule.id()), properties.whole()), AROUND_ALL)
                            .filter(retryReads(retry)))
                    .metadata(
                            RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR,
                            properties.limit().toMillis())
                    .uri(services.of(rule.service())));
        }
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
