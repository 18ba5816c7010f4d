package org.pressroom.gateway.staffmail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.PollingTask;
import org.pressroom.gateway.accounts.PasswordLinkRepository;
import org.pressroom.gateway.accounts.PasswordLinkRepository.DueMail;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.services.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Has the subscription service mail links by which passwords are chosen, with the address as it is now. It makes what
 * stands in the mail itself, the same however often it is asked, and answers what tells it: the secret is on no way between
 * the two, and kept by neither.
 */
@Configuration(proxyBeanMethods = false)
class HandOverPasswordLinks {

    private static final int AT_ONCE = 50;

    /** Also how soon what failed is tried again. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_RUNS = Duration.ofSeconds(1);

    private final PasswordLinkRepository links;
    private final ServiceClients services;
    private final Clock clock;

    HandOverPasswordLinks(PasswordLinkRepository links, ServiceClients services, Clock clock) {
        this.links = links;
        this.services = services;
        this.clock = clock;
    }

    /** As the subscription service takes it. */
    record Mail(
            UUID id,
            String recipient,
            String username,
            Instant expiresAt,
            @Nullable String actorName) {}

    /** @param tokenHash SHA-256 of what stands in the mail, in hexadecimal digits */
    record Link(String tokenHash) {}

    @Bean
    PollingTask passwordLinkTask() {
        return PollingTask.ofSteps("Handing over password links", Mono.defer(this::some), BETWEEN_RUNS);
    }

    /** Whether there may be more. What fails of one keeps no other. */
    private Mono<Boolean> some() {
        return links.claimMails(clock.instant(), AT_ONCE, LEASE)
                .collectList()
                .flatMap(due -> Flux.fromIterable(due)
                        .concatMapDelayError(this::handOver)
                        .then(Mono.just(due.size() == AT_ONCE)))
                .contextWrite(Context.of(Principal.class, Principal.house()));
    }

    private Mono<Void> handOver(DueMail due) {
        String email = due.email();
        return email == null
                ? links.settleMail(due, null)
                : send(new Mail(due.mailId(), email, due.username(), due.expiresAt(), due.actorName()))
                        .flatMap(link -> links.settleMail(due, HexFormat.of().parseHex(link.tokenHash())));
    }

    private Mono<Link> send(Mail mail) {
        return services.subscription()
                .post()
                .uri("/internal/password-mails")
                .bodyValue(mail)
                .exchangeToMono(response -> response.statusCode().is2xxSuccessful()
                        ? response.bodyToMono(Link.class)
                        : response.createError());
    }
}
