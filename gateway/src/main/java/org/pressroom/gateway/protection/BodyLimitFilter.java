package org.pressroom.gateway.protection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.BrokenRequestException;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.routes.BodyKind;
import org.pressroom.gateway.routes.RequestBody;
import org.pressroom.gateway.routes.Route;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.FormHttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;

/**
 * Keeps bodies within what their route takes and within the memory that there is for them: one that is too long by its
 * own account is refused before any of it is read, any other as soon as too much has come. Memory is taken when
 * somebody begins to read, which is after it was found out who sends, and as it comes; it is given back when the request
 * is answered. A body is handed on whole: in however small parts it comes, it takes no more than its length. An
 * upload alone is handed on as it comes ({@link UploadBody}).
 */
@Component
@Order(FilterOrder.BODY_LIMIT)
final class BodyLimitFilter implements WebFilter {

    private static final ResolvableType FORM =
            ResolvableType.forClassWithGenerics(MultiValueMap.class, String.class, String.class);

    private static final FormHttpMessageReader FORMS = new FormHttpMessageReader();

    private final ProtectionProperties properties;
    private final BodyMemory memory;
    private final UploadRoom uploads;
    private final ClientAddresses addresses;

    BodyLimitFilter(ProtectionProperties properties, BodyMemory memory, ClientAddresses addresses) {
        this.properties = properties;
        this.memory = memory;
        this.uploads = new UploadRoom(properties.uploads());
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long length = request.getHeaders().getContentLength();
        boolean chunked = request.getHeaders().containsHeader("Transfer-Encoding");
        if (length <= 0 && !chunked) {
            return chain.filter(exchange);
        }
        RequestBody taken = taken(exchange);
        long most = properties.most(taken).toBytes();
        if (length > most) {
            return Mono.error(Problems.tooLarge());
        }
        if (taken == RequestBody.UPLOAD) {
            return chain.filter(UploadBody.in(exchange, uploads, addresses.of(request), most));
        }
        Body body = new Body(exchange, taken.kind(), length < 0 ? most : length);
        return chain.filter(new Bounded(exchange, body)).doFinally(end -> body.forget());
    }

    /** What is sent to a place for uploads and is none is as short as anything else. */
    private static RequestBody taken(ServerWebExchange exchange) {
        RequestBody taken = Route.of(exchange).body();
        return taken == RequestBody.UPLOAD && !UploadBody.isAnnounced(exchange.getRequest())
                ? RequestBody.STAFF_FORM
                : taken;
    }

    /** An exchange whose form is read from the same body as anything else: the framework's would go past it. */
    private static final class Bounded extends ServerWebExchangeDecorator {

        private final Body body;
        private final Mono<MultiValueMap<String, String>> form;

        private Bounded(ServerWebExchange exchange, Body body) {
            super(exchange);
            this.body = body;
            this.form = isForm(body)
                    ? FORMS.readMono(FORM, body, Map.of())
                            // It quotes what was sent, so it is no cause.
                            .onErrorMap(
                                    IllegalArgumentException.class,
                                    malformed -> new ServerWebInputException("This form is not encoded as forms are."))
                            .cache()
                    : Mono.just(CollectionUtils.unmodifiableMultiValueMap(new LinkedMultiValueMap<>(0)));
        }

        private static boolean isForm(ServerHttpRequest request) {
            try {
                MediaType type = request.getHeaders().getContentType();
                return type != null
                        && type.isConcrete()
                        && MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type);
            } catch (InvalidMediaTypeException malformed) {
                return false;
            }
        }

        @Override
        public ServerHttpRequest getRequest() {
            return body;
        }

        @Override
        public Mono<MultiValueMap<String, String>> getFormData() {
            return form;
        }
    }

    private final class Body extends ServerHttpRequestDecorator {

        private final ServerWebExchange exchange;
        private final BodyKind kind;
        private final long most;
        private volatile BodyMemory.@Nullable Share share;
        private volatile boolean answered;

        /** @param most what it may be long, by its own account or else by its route's */
        private Body(ServerWebExchange exchange, BodyKind kind, long most) {
            super(exchange.getRequest());
            this.exchange = exchange;
            this.kind = kind;
            this.most = most;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                if (kind == BodyKind.STAFF && isAnonymous()) {
                    return Flux.error(Problems.unauthorized());
                }
                return share == null ? whole() : super.getBody();
            });
        }

        private Flux<DataBuffer> whole() {
            Sinks.Empty<Void> cut = Sinks.empty();
            BodyMemory.Share taken = memory.take(
                    kind, addresses.of(getDelegate()), () -> cut.tryEmitError(BrokenRequestException.tooSlow()));
            share = taken;
            if (answered) {
                taken.giveBack();
            }
            Arriving arriving = new Arriving(taken, most);
            return super.getBody()
                    .takeUntilOther(cut.asMono())
                    .<DataBuffer>handle(arriving::add)
                    .concatWith(Mono.defer(() -> Mono.justOrEmpty(arriving.whole(exchange))));
        }

        private boolean isAnonymous() {
            Principal principal = exchange.getAttribute(Principal.class.getName());
            return principal == null || principal.accountId() == null;
        }

        private void forget() {
            answered = true;
            BodyMemory.Share held = share;
            if (held != null) {
                held.giveBack();
            }
        }
    }

    /** What has come of a body, in parts of its own, so that it never holds more than is counted. */
    private static final class Arriving {

        private final BodyMemory.Share share;
        private final long most;
        private final List<byte[]> parts = new ArrayList<>();
        private long room;
        private long size;

        private Arriving(BodyMemory.Share share, long most) {
            this.share = share;
            this.most = most;
        }

        private void add(DataBuffer part, SynchronousSink<DataBuffer> refusals) {
            try {
                add(part);
            } catch (ProblemException refusal) {
                refusals.error(refusal);
            } finally {
                DataBufferUtils.release(part);
            }
        }

        private void add(DataBuffer part) {
            if (size + part.readableByteCount() > most) {
                throw Problems.tooLarge();
            }
            while (part.readableByteCount() > 0) {
                if (size == room) {
                    int next = (int) Math.min(most - room, BodyMemory.LEAST);
                    share.growTo(room + next);
                    parts.add(new byte[next]);
                    room += next;
                }
                byte[] last = parts.get(parts.size() - 1);
                int free = (int) (room - size);
                int more = Math.min(free, part.readableByteCount());
                part.read(last, last.length - free, more);
                size += more;
            }
        }

        private @Nullable DataBuffer whole(ServerWebExchange exchange) {
            share.arrived();
            if (size == 0) {
                return null;
            }
            DataBufferFactory buffers = exchange.getResponse().bufferFactory();
            List<DataBuffer> wrapped = new ArrayList<>(parts.size());
            for (int i = 0; i < parts.size(); i++) {
                byte[] bytes = parts.get(i);
                int unused = i < parts.size() - 1 ? 0 : (int) (room - size);
                wrapped.add(buffers.wrap(ByteBuffer.wrap(bytes, 0, bytes.length - unused)));
            }
            return wrapped.size() == 1 ? wrapped.get(0) : buffers.join(wrapped);
        }
    }
}
