package org.pressroom.gateway.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.ETags;
import org.pressroom.gateway.cookies.CookieNames;
import org.pressroom.gateway.edge.EdgeCache.Hit;
import org.pressroom.gateway.limits.AnonymousReads;
import org.pressroom.gateway.principals.ClientAddresses;

/**
 * Answers strangers' reads on one connection that are in the cache, before anything is made of them: no exchange, no
 * filter, no span. It stands behind what keeps connections within bounds, and sees to all that filters would: whose site is
 * meant, who asks, how often. Whatever is out of the ordinary about a request it hands on, and all behind one that is not
 * answered yet: answers keep their order.
 *
 * <p>All of it runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a connection ends it, and that is told to all
final class CacheHitHandler extends ChannelDuplexHandler {

    private final CacheHits hits;
    private AnonymousReads.@Nullable Counter counter;

    /** The last host that was found to be this site's: it is the same for all requests of a connection. */
    private @Nullable String knownHost;

    /** Requests that were handed on and are not answered yet. */
    private int handedOn;

    /** Whether the answer that is being written is a final one. */
    private boolean finalAnswer;

    /** Whether what comes next is the end of a request that is answered. */
    private boolean passesOver;

    /** Whether anything was answered since the last flush. */
    private boolean answered;

    CacheHitHandler(CacheHits hits) {
        this.hits = hits;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            FullHttpResponse answer = handedOn == 0 && ctx.channel().isWritable() ? answer(ctx, request) : null;
            if (answer == null) {
                handedOn++;
                ctx.fireChannelRead(message);
            } else {
                passesOver = true;
                answered = true;
                ctx.write(answer, ctx.voidPromise());
            }
        } else if (passesOver && message instanceof HttpContent) {
            passesOver = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /** Where nothing was handed on, nobody else asks for more. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (answered) {
            answered = false;
            ctx.flush();
            if (handedOn == 0) {
                ctx.read();
            }
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            finalAnswer = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && finalAnswer) {
            finalAnswer = false;
            handedOn--;
        }
        ctx.write(message, promise);
    }

    /** Null where the request is to be handed on. */
    private @Nullable FullHttpResponse answer(ChannelHandlerContext ctx, HttpRequest request) {
        boolean get = HttpMethod.GET.equals(request.method());
        if ((!get && !HttpMethod.HEAD.equals(request.method())) || !isOrdinary(request) || !isForThisSite(request)) {
            return null;
        }
        long begun = System.nanoTime();
        HttpHeaders asked = request.headers();
        Hit hit = hits.cache()
                .hit(CacheKey.text(
                        request.uri(),
                        asked.get(HttpHeaderNames.ACCEPT_LANGUAGE),
                        hits.properties().languages()));
        if (hit == null || !isCounted(ctx, asked)) {
            return null;
        }
        boolean whole = !isKnown(asked, hit.prepared().etag());
        FullHttpResponse answer = whole
                ? hit.prepared()
                        .whole(
                                hit.served(),
                                hits.headers(),
                                Gzip.isAccepted(asked.get(HttpHeaderNames.ACCEPT_ENCODING)),
                                get)
                : hit.prepared().notModified(hit.served(), hits.headers());
        hits.timer(whole, get).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        return answer;
    }

    /** Whether a stranger reads something over a connection that goes on afterwards, and sends nothing with it. */
    private static boolean isOrdinary(HttpRequest request) {
        HttpHeaders headers = request.headers();
        String connection = headers.get(HttpHeaderNames.CONNECTION);
        return !(request instanceof FullHttpRequest)
                && HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && (connection == null || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection))
                && !headers.contains(HttpHeaderNames.AUTHORIZATION)
                && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !headers.contains(HttpHeaderNames.EXPECT)
                && !headers.contains(HttpHeaderNames.UPGRADE)
                && (!headers.contains(HttpHeaderNames.COOKIE)
                        || headers.getAll(HttpHeaderNames.COOKIE).stream().noneMatch(CookieNames::mayBeIn));
    }

    private boolean isForThisSite(HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST);
        if (host == null || (!host.equals(knownHost) && !hits.hosts().include(host))) {
            return false;
        }
        knownHost = host;
        return true;
    }

    private boolean isCounted(ChannelHandlerContext ctx, HttpHeaders headers) {
        AnonymousReads.Counter known = counter;
        if (known == null) {
            known = hits.counter(ctx.channel().remoteAddress());
            counter = known;
        }
        return known.count(() -> headers.getAll(ClientAddresses.FORWARDED_FOR));
    }

    private static boolean isKnown(HttpHeaders headers, @Nullable String etag) {
        return etag != null
                && headers.contains(HttpHeaderNames.IF_NONE_MATCH)
                && ETags.isKnown(headers.getAll(HttpHeaderNames.IF_NONE_MATCH), etag);
    }
}
