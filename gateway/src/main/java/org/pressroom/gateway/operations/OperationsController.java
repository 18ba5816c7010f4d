package org.pressroom.gateway.operations;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.deadletters.DeadLetter;
import org.pressroom.common.deadletters.DeadLettersController.Place;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.paging.Page;
import org.pressroom.common.problem.Problem;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.routes.Service;
import org.pressroom.gateway.services.ServiceClients;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/** {@code /api/operations/dead-letters}, for admins: what a service could not handle, and another try. */
@Tag(name = "Operations")
@RestController
@RequestMapping("/api/operations/dead-letters/{service}")
class OperationsController {

    private static final String AT_THE_SERVICE = "/internal/dead-letters";

    private final ServiceClients services;

    OperationsController(ServiceClients services) {
        this.services = services;
    }

    /**
     * Lists what a service could not handle, the newest first.
     *
     * @param service {@code article}, {@code comment} or {@code subscription}
     * @param limit how many at most
     */
    @GetMapping
    Mono<ResponseEntity<JsonBytes<Page<DeadLetter>>>> listDeadLetters(
            @RequiresRole(Role.ADMIN) Principal principal,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String limit) {
        return services.operations(named(service))
                .get()
                .uri(path -> limit == null
                        ? path.path(AT_THE_SERVICE).build()
                        : path.path(AT_THE_SERVICE)
                                .queryParam("limit", "{limit}")
                                .build(limit))
                .exchangeToMono(response -> succeeded(response)
                        .then(response.bodyToMono(byte[].class))
                        .map(letters -> ResponseEntity.ok()
                                .cacheControl(CacheControl.noStore())
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(new JsonBytes<>(letters))));
    }

    /**
     * Has a service handle a dead letter once more.
     *
     * @param service {@code article}, {@code comment} or {@code subscription}
     */
    @PostMapping("/replays")
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "409", description = "It is refused again; `detail` says why.")
    Mono<ResponseEntity<Void>> replayDeadLetter(
            @RequiresRole(Role.ADMIN) Principal principal,
            @PathVariable String service,
            @Valid @RequestBody Place place) {
        return services.operations(named(service))
                .post()
                .uri(AT_THE_SERVICE + "/replays")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(place)
                .exchangeToMono(response -> succeeded(response)
                        .then(response.releaseBody())
                        .then(Mono.fromSupplier(() -> ResponseEntity.noContent()
                                .cacheControl(CacheControl.noStore())
                                .build())));
    }

    /** Fails as the service did. */
    private static Mono<Void> succeeded(ClientResponse response) {
        HttpStatus status = HttpStatus.valueOf(response.statusCode().value());
        return status.is2xxSuccessful()
                ? Mono.empty()
                : response.bodyToMono(Problem.class)
                        .map(Problem::detail)
                        .defaultIfEmpty(status.getReasonPhrase())
                        .flatMap(detail -> Mono.error(Problems.of(status, detail)));
    }

    private static Service named(String id) {
        return Arrays.stream(Service.values())
                .filter(service -> service.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("There is no such service."));
    }
}
