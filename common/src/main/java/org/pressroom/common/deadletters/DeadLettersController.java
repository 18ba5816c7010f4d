package org.pressroom.common.deadletters;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** For admins: what this program could not handle, and another try. */
@RestController
@RequestMapping("/internal/dead-letters")
public final class DeadLettersController {

    private final DeadLetters deadLetters;

    public DeadLettersController(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** Names a dead letter. */
    @Schema(name = "DeadLetterPlace")
    public record Place(
            @NotNull String topic,
            @NotNull Integer partition,
            @NotNull Long offset) {}

    @GetMapping
    public Mono<Page<DeadLetter>> newest(
            @RequiresRole(Role.ADMIN) Caller caller, @RequestParam(required = false) @Nullable String limit) {
        return deadLetters
                .newest(PageRequest.of(List.of("dead letters"), limit, null).limit())
                .map(found -> new Page<>(found, null));
    }

    @PostMapping("/replays")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public Mono<Void> replay(
            @RequiresRole(Role.ADMIN) Caller caller, @Valid @RequestBody Place place, ServerHttpRequest request) {
        return Refusals.orProblemOf(deadLetters.replay(place.topic(), place.partition(), place.offset()), request);
    }
}
