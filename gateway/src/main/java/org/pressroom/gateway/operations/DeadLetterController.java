package org.pressroom.gateway.operations;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
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
@RestController
@RequestMapping("/api/operations/dead-letters/{service}")
class DeadLetterController {

    private static final String AT_THE_SERVICE = "/internal/dead-letters";

    private final ServiceClients services;

    DeadLetterController(ServiceClients services) {
        this.services = services;
    }

    @GetMapping
    Mono<ResponseEntity<byte[]>> newest(
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
                .exchangeToMono(DeadLetterController::handedOn);
    }

    @PostMapping("/replays")
    Mono<ResponseEntity<byte[]>> replay(
            @RequiresRole(Role.ADMIN) Principal principal,
            @PathVariable String service,
            @RequestBody Mono<byte[]> place) {
        return services.operations(named(service))
                .post()
                .uri(AT_THE_SERVICE + "/replays")
                .contentType(MediaType.APPLICATION_JSON)
                .body(place, byte[].class)
                .exchangeToMono(DeadLetterController::handedOn);
    }

    private static Mono<ResponseEntity<byte[]>> handedOn(ClientResponse response) {
        HttpStatus status = HttpStatus.valueOf(response.statusCode().value());
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).cacheControl(CacheControl.noStore());
        response.headers().contentType().ifPresent(answer::contentType);
        return response.bodyToMono(byte[].class)
                .map(body -> answer.body(body))
                .switchIfEmpty(Mono.fromSupplier(answer::build));
    }

    private static Service named(String id) {
        return Arrays.stream(Service.values())
                .filter(service -> service.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("There is no such service."));
    }
}
