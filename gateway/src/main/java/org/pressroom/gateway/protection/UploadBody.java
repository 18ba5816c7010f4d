package org.pressroom.gateway.protection;

import java.util.concurrent.atomic.AtomicLong;
import org.pressroom.common.problem.BrokenRequestException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.AddressKeys;
import org.pressroom.gateway.principals.Principal;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * A body that is handed on as it comes, no faster than its service takes it. It is for accounts alone, cut off where it
 * is too long or takes too long, and so many are under way at once.
 */
public final class UploadBody extends ServerHttpRequestDecorator {

    private static final String ATTRIBUTE = UploadBody.class.getName();

    private final ServerWebExchange exchange;
    private final UploadRoom room;
    private final String client;
    private final long most;

    private UploadBody(ServerWebExchange exchange, UploadRoom room, String client, long most) {
        super(exchange.getRequest());
        this.exchange = exchange;
        this.room = room;
        this.client = client;
        this.most = most;
    }

    /** Whether the body of a request is one. */
    public static boolean isIn(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(ATTRIBUTE);
    }

    /** Whether a request says that it sends files. */
    static boolean isAnnounced(ServerHttpRequest request) {
        try {
            MediaType type = request.getHeaders().getContentType();
            return type != null && MediaType.MULTIPART_FORM_DATA.isCompatibleWith(type);
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    /** @param most how long it may be, in bytes */
    static ServerWebExchange in(ServerWebExchange exchange, UploadRoom room, String clientAddress, long most) {
        exchange.getAttributes().put(ATTRIBUTE, true);
        UploadBody body = new UploadBody(exchange, room, AddressKeys.of(clientAddress), most);
        return exchange.mutate().request(body).build();
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> {
            Principal principal = exchange.getAttribute(Principal.class.getName());
            if (principal == null || principal.accountId() == null) {
                return Flux.error(Problems.unauthorized());
            }
            room.take(client);
            AtomicLong come = new AtomicLong();
            return super.getBody()
                    .takeUntilOther(Mono.delay(room.limit()).then(Mono.error(BrokenRequestException::tooSlow)))
                    .<DataBuffer>handle((part, parts) -> pass(part, come, parts))
                    .doFinally(end -> room.giveBack(client));
        });
    }

    private void pass(DataBuffer part, AtomicLong come, SynchronousSink<DataBuffer> parts) {
        if (come.addAndGet(part.readableByteCount()) > most) {
            DataBufferUtils.release(part);
            parts.error(Problems.tooLarge());
        } else {
            parts.next(part);
        }
    }
}
