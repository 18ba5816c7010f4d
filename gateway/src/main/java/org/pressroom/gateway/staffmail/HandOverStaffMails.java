package org.pressroom.gateway.staffmail;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.PollingTask;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.services.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import tools.jackson.databind.JsonNode;

/**
 * Hands mails over to the subscription service, which sends them: with the address as it is now, and the title of the
 * article. What it does not take is handed over again; it knows what it has by its id.
 */
@Configuration(proxyBeanMethods = false)
class HandOverStaffMails {

    private static final int AT_ONCE = 50;
    /** Also how soon what failed is tried again. Who takes longer hands over what another does too, which is taken once. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_RUNS = Duration.ofSeconds(1);

    private final StaffMailRepository mails;
    private final ServiceClients services;
    private final Clock clock;

    HandOverStaffMails(StaffMailRepository mails, ServiceClients services, Clock clock) {
        this.mails = mails;
        this.services = services;
        this.clock = clock;
    }

    /** As the subscription service takes it. */
    record Mail(
            UUID id,
            String recipient,
            String step,
            UUID articleId,
            @Nullable String title,
            @Nullable String actorName) {}

    /** An article's title, as its draft has it; none for one that is gone. */
    private record Title(boolean gone, @Nullable String text) {}

    @Bean
    PollingTask staffMailTask() {
        return PollingTask.ofSteps("Handing over mails to staff", Mono.defer(this::some), BETWEEN_RUNS);
    }

    /** Whether there may be more. What fails of one article keeps no other. */
    private Mono<Boolean> some() {
        return mails.claim(clock.instant(), AT_ONCE, LEASE)
                .collectList()
                .flatMap(due -> Flux.fromIterable(byArticle(due).entrySet())
                        .concatMapDelayError(of -> handOver(of.getKey(), of.getValue()))
                        .then(Mono.just(due.size() == AT_ONCE)))
                .contextWrite(Context.of(Principal.class, Principal.house()));
    }

    private static Map<UUID, List<StaffMailRepository.Due>> byArticle(List<StaffMailRepository.Due> due) {
        return due.stream().collect(Collectors.groupingBy(StaffMailRepository.Due::articleId));
    }

    private Mono<Void> handOver(UUID articleId, List<StaffMailRepository.Due> due) {
        return title(articleId)
                .flatMap(title -> send(written(due, title)))
                .then(Mono.defer(() -> mails.delete(
                        due.stream().map(StaffMailRepository.Due::id).toList())));
    }

    private static List<Mail> written(List<StaffMailRepository.Due> due, Title title) {
        List<Mail> written = new ArrayList<>();
        for (StaffMailRepository.Due each : due) {
            if (each.email() != null && !title.gone()) {
                written.add(new Mail(
                        each.id(), each.email(), each.step(), each.articleId(), title.text(), each.actorName()));
            }
        }
        return written;
    }

    /** From the newest revision, which has no text with it. */
    private Mono<Title> title(UUID articleId) {
        return services.article()
                .get()
                .uri("/api/articles/{id}/revisions?limit=1", articleId)
                .exchangeToMono(response -> response.statusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                        ? response.releaseBody().thenReturn(new Title(true, null))
                        : succeeded(response)
                                .then(response.bodyToMono(JsonNode.class))
                                .map(found -> new Title(
                                        false,
                                        found.path("items")
                                                .path(0)
                                                .path("title")
                                                .asStringOpt()
                                                .orElse(null))));
    }

    private Mono<Void> send(List<Mail> written) {
        return written.isEmpty()
                ? Mono.empty()
                : services.subscription()
                        .post()
                        .uri("/internal/staff-mails")
                        .bodyValue(Map.of("mails", written))
                        .exchangeToMono(response -> succeeded(response).then(response.releaseBody()));
    }

    private static Mono<Void> succeeded(ClientResponse response) {
        return response.statusCode().is2xxSuccessful() ? Mono.empty() : response.createError();
    }
}
