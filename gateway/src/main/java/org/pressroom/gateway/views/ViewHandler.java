package org.pressroom.gateway.views;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes views that come over one connection ({@link ViewRequests}), and hands on all else. It begins with none as long as a
 * request is not answered, and while one waits to be counted what comes behind it waits, too: answers keep their order. How
 * much that may be is bounded by what keeps connections within bounds, before which it does not stand.
 *
 * <p>All of it runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a connection ends it, and that is told to all
final class ViewHandler extends ChannelDuplexHandler {

    private final ViewRequests requests;

    /** Requests that were handed on and are not answered yet. */
    private int handedOn;

    /** Whether the answer that is being written is a final one. */
    private boolean finalAnswer;

    /** What may be a view, until all of it has come. */
    private @Nullable HttpRequest held;

    /** What has come of its body. */
    private final List<HttpContent> parts = new ArrayList<>(2);

    /** Whether a view waits to be counted. */
    private boolean waits;

    /** What came behind it. */
    private final Deque<Object> early = new ArrayDeque<>();

    /** Whether anything was answered since the last flush. */
    private boolean answered;

    ViewHandler(ViewRequests requests) {
        this.requests = requests;
    }

    // ---- what comes ----

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (waits) {
            early.add(message);
        } else if (held != null) {
            holdMore(ctx, held, message);
        } else if (message instanceof HttpRequest request && handedOn == 0 && requests.mayTake(request)) {
            held = request;
        } else {
            handOn(ctx, message);
        }
    }

    private void handOn(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            handedOn++;
        }
        ctx.fireChannelRead(message);
    }

    private void holdMore(ChannelHandlerContext ctx, HttpRequest request, Object message) {
        if (!(message instanceof HttpContent part)
                || ((HttpObject) message).decoderResult().isFailure()) {
            handOnHeld(ctx);
            ctx.fireChannelRead(message);
            return;
        }
        parts.add(part);
        if (size() > ViewRequests.MOST_BYTES) {
            handOnHeld(ctx);
        } else if (part instanceof LastHttpContent) {
            take(ctx, request);
        }
    }

    private int size() {
        int size = 0;
        for (HttpContent part : parts) {
            size += part.content().readableBytes();
        }
        return size;
    }

    private void handOnHeld(ChannelHandlerContext ctx) {
        HttpRequest request = held;
        held = null;
        if (request != null) {
            handOn(ctx, request);
            List<HttpContent> body = List.copyOf(parts);
            parts.clear();
            body.forEach(ctx::fireChannelRead);
        }
    }

    private void take(ChannelHandlerContext ctx, HttpRequest request) {
        byte[] body = new byte[size()];
        int at = 0;
        for (HttpContent part : parts) {
            int length = part.content().readableBytes();
            part.content().getBytes(part.content().readerIndex(), body, at, length);
            at += length;
        }
        Views.Outcome outcome = requests.count(request, body, ctx.channel().remoteAddress(), new OfConnection(ctx));
        if (outcome == null) {
            handOnHeld(ctx);
            return;
        }
        letGo();
        switch (outcome) {
            case WAITS -> waits = true;
            case PASSED_OVER -> answer(ctx, requests.done());
            case TOO_MANY -> answer(ctx, requests.tooMany());
            case FULL -> answer(ctx, requests.unavailable());
        }
    }

    private void letGo() {
        held = null;
        parts.forEach(ReferenceCountUtil::release);
        parts.clear();
    }

    private void answer(ChannelHandlerContext ctx, FullHttpResponse answer) {
        answered = true;
        ctx.write(answer, ctx.voidPromise());
    }

    /**
     * Where nothing was handed on, nobody else asks for more. It is asked for while a view waits, too: a connection whose
     * reading goes on costs two system calls less, and is known to be gone when it goes.
     */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        boolean ours = answered || waits || held != null;
        if (answered) {
            answered = false;
            ctx.flush();
        }
        if (ours && handedOn == 0) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    /** A view of this connection. */
    private final class OfConnection implements Waiting {

        private final ChannelHandlerContext ctx;

        private OfConnection(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public Executor executor() {
            return ctx.executor();
        }

        @Override
        public void told(boolean counted) {
            if (!ctx.channel().isActive()) {
                return;
            }
            waits = false;
            answer(ctx, counted ? requests.done() : requests.unavailable());
            while (!waits && !early.isEmpty()) {
                channelRead(ctx, early.remove());
            }
            channelReadComplete(ctx);
        }
    }

    /** Who reads what was handed on is told of it, and answers: what is held is told of it by whoever gets it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        handOnHeld(ctx);
        ctx.fireExceptionCaught(failure);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        forget();
    }

    private void forget() {
        letGo();
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }

    // ---- what goes ----

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
}
