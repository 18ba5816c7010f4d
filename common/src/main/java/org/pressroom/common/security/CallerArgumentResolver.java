package org.pressroom.common.security;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.pressroom.common.contract.HeaderNames;
import org.springframework.core.MethodParameter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives controller methods their {@link Caller}, where {@link RequiresRole} lets that one pass. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        return ReactiveSecurityContextHolder.getContext()
                .map(context -> (JwtAuthenticationToken) context.getAuthentication())
                .map(authentication -> caller(authentication.getToken(), exchange.getRequest()))
                .doOnNext(caller -> check(parameter, caller))
                .cast(Object.class);
    }

    private static void check(MethodParameter parameter, Caller caller) {
        Role[] required = RequiredRoles.of(parameter);
        if (required.length > 0) {
            caller.require(required);
        }
    }

    private static Caller caller(Jwt token, ServerHttpRequest request) {
        String address = request.getHeaders().getFirst(HeaderNames.CLIENT_ADDRESS);
        boolean subscribed = Boolean.TRUE.equals(token.getClaimAsBoolean(InternalToken.READER));
        if (InternalToken.ANONYMOUS.equals(token.getSubject())) {
            return new Caller(null, Set.of(), null, null, subscribed, address);
        }
        return new Caller(
                UUID.fromString(token.getSubject()),
                roles(token),
                token.getClaimAsString(InternalToken.SLUG),
                token.getClaimAsString(InternalToken.NAME),
                subscribed,
                address);
    }

    static Set<Role> roles(Jwt token) {
        List<String> names = token.getClaimAsStringList(InternalToken.ROLES);
        if (names == null) {
            return Set.of();
        }
        return names.stream().flatMap(name -> Role.named(name).stream()).collect(Collectors.toSet());
    }
}
