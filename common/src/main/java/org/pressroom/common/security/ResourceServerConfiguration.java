package org.pressroom.common.security;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import org.pressroom.common.problem.ProblemWriter;
import org.pressroom.common.problem.Problems;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Every service trusts the gateway's signed tokens and nothing else, the network included. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration"
        })
@ConditionalOnProperty("pressroom.security.keys-uri")
@EnableConfigurationProperties(ResourceServerProperties.class)
@EnableWebFluxSecurity
public class ResourceServerConfiguration implements WebFluxConfigurer {

    /** What the clocks of two machines may differ by. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new CallerArgumentResolver());
    }

    @Bean
    ReactiveJwtDecoder jwtDecoder(WebClient.Builder client, ResourceServerProperties properties, Clock clock) {
        GatewayKeys keys = new GatewayKeys(client.build(), properties, clock);
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::keysFor)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        OAuth2TokenValidator<Jwt> audience = new JwtClaimValidator<Collection<String>>(
                JwtClaimNames.AUD, names -> names != null && names.contains(InternalToken.AUDIENCE));
        JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(InternalToken.ISSUER), audience));
        return new VerifiedTokens(decoder, times);
    }

    /** A path with a NUL, a backslash or a way upwards in it. */
    @Bean
    ServerExchangeRejectedHandler hostileRequests() {
        return (exchange, rejected) ->
                ProblemWriter.write(exchange, Problems.badRequest("The address holds what no address holds."));
    }

    @Bean
    SecurityWebFilterChain resourceServer(ServerHttpSecurity http, ReactiveJwtDecoder decoder) {
        return http.authorizeExchange(exchanges -> exchanges
                        .pathMatchers("/actuator/health/**")
                        .permitAll()
                        .pathMatchers("/actuator/**")
                        .access((authentication, context) ->
                                authentication.map(caller -> new AuthorizationDecision(isAdmin(caller))))
                        .anyExchange()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtDecoder(decoder))
                        .authenticationEntryPoint((exchange, failure) -> ProblemWriter.write(exchange, failure))
                        .accessDeniedHandler((exchange, failure) -> ProblemWriter.write(exchange, failure))
                        .authenticationFailureHandler(
                                (exchange, failure) -> ProblemWriter.write(exchange.getExchange(), failure)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (exchange, failure) -> ProblemWriter.write(exchange, failure))
                        .accessDeniedHandler((exchange, failure) -> ProblemWriter.write(exchange, failure)))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .anonymous(ServerHttpSecurity.AnonymousSpec::disable)
                .build();
    }

    private static boolean isAdmin(Authentication caller) {
        return caller.getPrincipal() instanceof Jwt token
                && CallerArgumentResolver.roles(token).contains(Role.ADMIN);
    }
}
