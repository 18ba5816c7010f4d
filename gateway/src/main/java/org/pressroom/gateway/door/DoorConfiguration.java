package org.pressroom.gateway.door;

import org.pressroom.common.problem.ProblemWriter;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.RequiredRoles;
import org.pressroom.common.security.Role;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.cookies.CsrfCookie;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.principals.Credentials;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.principals.SafeMethods;
import org.pressroom.gateway.readers.Readers;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The filters at the door, in this order: hostile requests are refused, too many sessions and tokens that nobody
 * knows, requests from other sites, requests without the CSRF token where one is due, then it is found out who asks, and
 * tokens are refused that were not made for the route. What else a principal may do is decided by the handlers and the
 * services.
 *
 * <p>Pages of signed-in principals find the token for their forms under the attribute
 * {@code org.springframework.security.web.server.csrf.CsrfToken} as a {@code Mono<CsrfToken>}; forms carry it as
 * {@code _csrf}. Strangers' forms need none.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class DoorConfiguration implements WebFluxConfigurer {

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new PrincipalArgument());
    }

    @Bean
    SecurityWebFilterChain doorFilters(
            ServerHttpSecurity http,
            SiteProperties site,
            Credentials credentials,
            ClientAddresses addresses,
            SessionCookie cookie,
            CsrfCookie csrfCookie,
            PrincipalLimits limits,
            Readers readers) {
        return http.csrf(csrf -> csrf.csrfTokenRepository(csrfCookie)
                        .csrfTokenRequestHandler(plainCsrfToken())
                        .requireCsrfProtectionMatcher(csrfDue())
                        .accessDeniedHandler((exchange, failure) -> ProblemWriter.write(
                                exchange,
                                Problems.forbidden("Repeat the " + csrfCookie.name()
                                        + " cookie, as GET /api/session sets it, in " + CsrfCookie.HEADER + "."))))
                .addFilterBefore(
                        new LookUpLimitsFilter(credentials, addresses, cookie, limits), SecurityWebFiltersOrder.CSRF)
                .addFilterBefore(new OriginFilter(site.url()), SecurityWebFiltersOrder.CSRF)
                .addFilterAt(
                        new PrincipalFilter(credentials, addresses, cookie, csrfCookie, limits, readers),
                        SecurityWebFiltersOrder.AUTHENTICATION)
                .addFilterAfter(new RouteRightsFilter(), SecurityWebFiltersOrder.AUTHENTICATION)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .anonymous(ServerHttpSecurity.AnonymousSpec::disable)
                .build();
    }

    @Bean
    ServerExchangeRejectedHandler hostileRequests() {
        return (exchange, rejected) -> Mono.error(Problems.badRequest("The request cannot be understood."));
    }

    /**
     * The header repeats the cookie as it is: no page carries the token in a compressed body beside chosen text. Only
     * the site's own forms carry the token in the body. Bodies for the services are never looked into: what is read
     * here is gone, and the service would wait for it.
     */
    private static ServerCsrfTokenRequestAttributeHandler plainCsrfToken() {
        return new ServerCsrfTokenRequestAttributeHandler() {
            @Override
            public Mono<String> resolveCsrfTokenValue(ServerWebExchange exchange, CsrfToken token) {
                ServerHttpRequest request = exchange.getRequest();
                String header = request.getHeaders().getFirst(token.getHeaderName());
                return header != null || Routes.isApi(request.getPath().value())
                        ? Mono.justOrEmpty(header)
                        : super.resolveCsrfTokenValue(exchange, token);
            }
        };
    }

    /** Where the session cookie is present, and to sign in: nobody else has a session that could be misused. */
    private static ServerWebExchangeMatcher csrfDue() {
        return exchange -> {
            ServerHttpRequest request = exchange.getRequest();
            boolean due = !SafeMethods.isUsedBy(request)
                    && switch (Route.of(exchange).csrf()) {
                        case NEVER -> false;
                        case WITH_SESSION -> SessionCookie.isIn(request);
                        case TO_SIGN_IN -> SessionCookie.isIn(request) || HttpMethod.POST.equals(request.getMethod());
                    };
            return due ? MatchResult.match() : MatchResult.notMatch();
        };
    }

    private static final class PrincipalArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Principal.class;
        }

        @Override
        public Mono<Object> resolveArgument(
                MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
            return Principal.current()
                    .doOnNext(principal -> check(parameter, principal))
                    .cast(Object.class);
        }

        private static void check(MethodParameter parameter, Principal principal) {
            Role[] required = RequiredRoles.of(parameter);
            if (required.length > 0) {
                principal.require(required);
            }
        }
    }
}
