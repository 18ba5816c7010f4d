package org.pressroom.gateway.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.limits.AnonymousReads;

/**
 * Answers on one connection what {@link CacheHits} has an answer to, and hands on all else, and all behind a request that is
 * not answered yet: answers keep their order. It stands behind what keeps connections within bounds.
 *
 * <p>All of it runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a connection ends it, and that is told to all
final class CacheHitHandler extends ChannelDuplexHandler {

    private final CacheHits hits;
    private AnonymousReads.@Nullable Counter counter;

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
        AnonymousReads.Counter known = counter;
        if (known == null) {
            known = hits.counter(ctx.channel().remoteAddress());
            counter = known;
        }
        return hits.answer(request, known);
    }
}
