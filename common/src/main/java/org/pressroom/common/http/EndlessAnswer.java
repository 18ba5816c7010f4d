package org.pressroom.common.http;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * An answer that has no end, such as a stream of events. Once its head is written the request is over for everything
 * but its connection, which sends what it is given: while nothing happens, such an answer costs a few KB, and not the
 * tens of them that a request holds on to that is being handled.
 */
public interface EndlessAnswer {

    /** What the answer's sender writes to. Its methods may be called from any thread and never wait. */
    interface Client {

        /**
         * Sends a part after all that was sent before. A client that does not keep up with what it is sent is left.
         *
         * @param part not to be changed afterwards; one array may go to any number of clients
         */
        void send(byte[] part);

        /** Ends the answer once all is sent. */
        void end();
    }

    /** The head is written: from now on parts can be sent. */
    void begin(Client client);

    /** Nothing can be sent any more: the client went away, did not keep up, or never got a head. Is called once. */
    void gone();

    /**
     * Answers a request with what its response says so far, and then with {@code answer}; for {@code HEAD}, with the
     * response alone. From here on {@link #gone()} is called, whatever happens.
     */
    static Mono<Void> write(ServerWebExchange exchange, EndlessAnswer answer) {
        ServerHttpRequest request = exchange.getRequest();
        if (HttpMethod.HEAD.equals(request.getMethod())) {
            answer.gone();
            return exchange.getResponse().setComplete();
        }
        Object ofNetty = ServerHttpRequestDecorator.getNativeRequest(request);
        Channel channel = ((Connection) ofNetty).channel();
        channel.attr(Pending.KEY).set(answer);
        if (!channel.isActive()) {
            Pending.drop(channel);
        }
        return exchange.getResponse().setComplete().doOnError(failure -> Pending.drop(channel));
    }

    /** The answer that a connection is to go on with once the head that is being made is written. */
    final class Pending {

        private static final AttributeKey<EndlessAnswer> KEY = AttributeKey.valueOf("pressroom.endlessAnswer");

        private Pending() {}

        static @Nullable EndlessAnswer take(Channel channel) {
            return channel.attr(KEY).getAndSet(null);
        }

        static void drop(Channel channel) {
            EndlessAnswer answer = take(channel);
            if (answer != null) {
                answer.gone();
            }
        }
    }
}
