package org.pressroom.common.app;

import static org.pressroom.common.events.EventType.THREAD_COUNTED;

import io.r2dbc.spi.R2dbcTimeoutException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Result;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.codec.EncodingException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;

/** Routes of the kinds that services have. */
@RestController
final class ThingsController {

    private static final Logger LOG = LoggerFactory.getLogger(ThingsController.class);

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final IdempotencyKeys keys;
    private final Outbox outbox;

    ThingsController(DatabaseClient database, TransactionalOperator transactions, IdempotencyKeys keys, Outbox outbox) {
        this.database = database;
        this.transactions = transactions;
        this.keys = keys;
        this.outbox = outbox;
    }

    enum Kind {
        big,
        small
    }

    record Maker(@NotNull @Email String email) {}

    record Thing(
            @NotNull @Line(min = 1, max = 20) String name,
            @Nullable @Text(max = 2_000_000) String body,
            @Nullable Integer count,
            @Nullable Kind kind,
            @Nullable Instant at,
            @Nullable UUID id,
            @Nullable @Size(max = 3) List<@Line(min = 1, max = 10) String> tags,
            @Nullable @Valid Maker maker) {}

    @PostMapping("/things")
    Thing echo(@Valid @RequestBody Thing thing) {
        return thing;
    }

    /**
     * Not the {@code Mono} itself as the answer's body: what writes it (Spring 7.0's EncoderHttpMessageWriter) has its own
     * way to discard buffers, which then reaches up to who reads the request, and gives a refused body's back twice.
     */
    @PostMapping("/things/reactive")
    Mono<ResponseEntity<Thing>> echoReactively(@Valid @RequestBody Mono<Thing> thing) {
        return thing.map(ResponseEntity::ok);
    }

    @GetMapping(value = "/things/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, UUID>> read(@PathVariable UUID id, ServerHttpRequest request) {
        return ETags.respond(request, ETags.strong(1), Map.of("id", id));
    }

    @PutMapping("/things/{id}")
    Mono<Map<String, UUID>> change(@PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblem(
                Result.of(Mono.fromCallable(() -> {
                    ETags.expectedVersion(request).require(1);
                    return Map.of("id", id);
                })),
                request);
    }

    @GetMapping("/things")
    Page<String> list(@RequestParam(required = false) String limit, @RequestParam(required = false) String after) {
        PageRequest page = PageRequest.of(List.of("things"), limit, after);
        Cursor place = page.after();
        return new Page<>(List.of(), place == null ? null : Long.toString(place.number(0)));
    }

    @GetMapping("/counts/{count}")
    int count(@PathVariable int count, @RequestParam int times) {
        return count * times;
    }

    @GetMapping("/search")
    Mono<String> search(@RequestParam String q) {
        return database.sql("SELECT :q::text")
                .bind("q", q)
                .mapValue(String.class)
                .one();
    }

    @GetMapping("/failures/{kind}")
    Mono<String> fail(@PathVariable String kind, @RequestParam(defaultValue = "") String state) {
        return switch (kind) {
            case "thrown" -> throw new IllegalStateException("SELECT secret FROM org.pressroom.common.Thing");
            case "emitted" -> Mono.error(new IllegalStateException("SELECT secret FROM org.pressroom.common.Thing"));
            case "sql" ->
                database.sql("SELECT secret FROM nowhere")
                        .mapValue(String.class)
                        .one();
            case "state" ->
                database.sql("DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '" + state + "'; END $$")
                        .then()
                        .thenReturn("");
            case "slow" -> Mono.error(new TimeoutException("secret"));
            case "pool" ->
                Mono.error(new CannotCreateTransactionException(
                        "no connection", new R2dbcTimeoutException("secret", new TimeoutException("secret"))));
            case "answer" ->
                Mono.error(new EncodingException("secret", DatabindException.from((JsonGenerator) null, "secret")));
            case "error" -> Mono.error(new AssertionError("secret"));
            case "conflict" -> Mono.error(Problems.conflict("It is so."));
            default -> Mono.empty();
        };
    }

    @DeleteMapping("/things/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(@PathVariable UUID id) {
        return Mono.error(new CannotCreateTransactionException(
                "could not begin", new IOException("recvAddress(..) failed: Connection reset by peer")));
    }

    @GetMapping("/whoami")
    Map<String, String> whoAmI(Caller caller) {
        Map<String, String> who = new TreeMap<>();
        who.put("account", String.valueOf(caller.accountId()));
        who.put("roles", String.valueOf(caller.roles()));
        who.put("slug", String.valueOf(caller.slug()));
        who.put("name", String.valueOf(caller.name()));
        who.put("address", String.valueOf(caller.clientAddress()));
        return who;
    }

    @GetMapping("/editors")
    String forEditors(Caller caller) {
        caller.require(Role.EDITOR);
        return "welcome";
    }

    /** Writes a thing and tells of it. */
    @PostMapping("/keyed")
    Mono<ResponseEntity<JsonBytes<Map<String, String>>>> keyed(
            ServerWebExchange exchange,
            Caller caller,
            @Valid @RequestBody Thing thing,
            @RequestParam(defaultValue = "false") boolean fails) {
        return keys.run(exchange, caller, thing, () -> {
            UUID id = Ids.next();
            Mono<ResponseEntity<Map<String, String>>> effect = database.sql(
                            "INSERT INTO thing (id, version, note) VALUES (:id, 1, :note)")
                    .bind("id", id)
                    .bind("note", thing.name())
                    .then()
                    .thenReturn(ResponseEntity.created(java.net.URI.create("/things/" + id))
                            .header(HttpHeaders.ETAG, ETags.strong(1))
                            .body(Map.of("id", id.toString())));
            return fails ? effect.then(Mono.error(Problems.conflict("It fails."))) : effect;
        });
    }

    /** Tells of something, with a line in the log. */
    @PostMapping("/traced/{id}")
    Mono<Void> traced(@PathVariable UUID id) {
        return Mono.fromRunnable(() -> LOG.info("request {}", id))
                .then(database.sql("SELECT 1").then())
                .then(outbox.append(THREAD_COUNTED, id, id, new ThreadCounted(id, 1, 1)))
                .as(transactions::transactional);
    }
}
