package org.pressroom.common.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.BrokenRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import reactor.netty.NettyPipeline;

/**
 * Stands between the decoder of one connection and everything else, and keeps its client within bounds: see {@link
 * ConnectionProperties}. What it refuses is answered in its turn ({@link RefusedRequests}); then the connection ends.
 * All of it runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a connection ends it, and that is told to all
final class ConnectionGuard extends ChannelDuplexHandler {

    /** Bytes a second that are worth waiting for. */
    private static final long QUICK = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

    private static final ByteBuf FULL =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("""
            HTTP/1.1 503 Service Unavailable\r
            Retry-After: 10\r
            Cache-Control: no-store\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """, StandardCharsets.US_ASCII));

    private final ConnectionProperties limits;
    private final ConnectionCounts counts;
    private final long tickNanos;
    private final EarlyRequests early;
    private final UnreadAnswers unread;
    private final EndlessConnection endless = new EndlessConnection();

    private ConnectionCounts.@Nullable Place place;
    private @Nullable Future<?> nextCheck;

    /** Requests that were handed on and are not answered yet. */
    private int unanswered;
    /** Whether the answer that is being written is a final one. */
    private boolean finalAnswer;
    /** Whether nothing more is taken: the connection ends with the last answer that is due. */
    private boolean ending;
    /** Whether a body is on its way. */
    private boolean receiving;

    /** Whether the client of the last request takes chunks. */
    private boolean chunks;

    /** Since when there is no request, or since when one is on its way. */
    private long since;

    /** How much of a request's body has come, in bytes. */
    private long arrived;

    ConnectionGuard(ConnectionProperties limits, ConnectionCounts counts) {
        this.limits = limits;
        this.counts = counts;
        this.early = new EarlyRequests(counts);
        this.unread = new UnreadAnswers(counts, limits.slowestReader());
        long shortest = Math.min(
                limits.quiet().toNanos(),
                Math.min(
                        limits.slowestRequest().toNanos(),
                        limits.slowestReader().toNanos()));
        this.tickNanos =
                Math.max(TimeUnit.MILLISECONDS.toNanos(50), Math.min(TimeUnit.SECONDS.toNanos(2), shortest / 4));
    }

    // ---- how many ----

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        place = counts.begin(ctx.channel().remoteAddress());
        if (place == null) {
            ending = true;
            ctx.pipeline()
                    .context(NettyPipeline.HttpCodec)
                    .writeAndFlush(FULL.duplicate())
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        since = System.nanoTime();
        checkLater(ctx);
        mayGoIfIdle(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        EndlessAnswer.Pending.drop(ctx.channel());
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        unread.allIsRead(place);
        if (place != null) {
            counts.end(place);
            place = null;
        }
        if (nextCheck != null) {
            nextCheck.cancel(false);
            nextCheck = null;
        }
        early.areNone();
        endless.gone();
    }

    /** Where there is no room for others, it ends so that there is, as long as nobody asks anything over it. */
    private void mayGoIfIdle(ChannelHandlerContext ctx) {
        if (place != null && isIdle()) {
            counts.idle(
                    place,
                    () -> EndlessConnection.inTurn(ctx, () -> {
                        if (isIdle()) {
                            ctx.close();
                        }
                    }));
        }
    }

    private boolean isIdle() {
        return unanswered == 0 && !endless.isGiven();
    }

    // ---- what comes ----

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ending) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            begin(ctx, request);
        } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            breakOff(ctx, BrokenRequestException.malformed());
        } else if (unanswered <= 1 || !(message instanceof HttpContent part) || early.hasRoom(ctx.channel(), part)) {
            receiving = receiving && !(message instanceof LastHttpContent);
            if (message instanceof HttpContent content) {
                arrived += content.content().readableBytes();
            }
            ctx.fireChannelRead(message);
        } else {
            noRoom(ctx, message);
        }
    }

    private void noRoom(ChannelHandlerContext ctx, Object message) {
        ending = true;
        ReferenceCountUtil.release(message);
        ctx.close();
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (early.mayRead()) {
            ctx.read();
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        if (unanswered >= limits.pipelined()) {
            ending = true;
            ReferenceCountUtil.release(request);
            return;
        }
        if (unanswered > 0 && !early.hasRoom(ctx.channel(), request)) {
            noRoom(ctx, request);
            return;
        }
        if (place != null) {
            counts.busy(place);
        }
        unanswered++;
        receiving = true;
        arrived = 0;
        chunks = HttpVersion.HTTP_1_1.equals(request.protocolVersion());
        since = System.nanoTime();
        RefusedRequests.clean(request);
        String host = request.headers().get(HttpHeaderNames.HOST);
        HttpStatus judged = RequestRules.judge(request);
        String target = judged == HttpStatus.OK ? RequestTarget.originForm(request.uri(), host) : null;
        if (target == null) {
            ending = true;
            receiving = false;
            Object instead =
                    RefusedRequests.inPlaceOf(request, judged == HttpStatus.OK ? HttpStatus.BAD_REQUEST : judged);
            ReferenceCountUtil.release(request);
            ctx.fireChannelRead(instead);
            return;
        }
        request.setUri(target);
        ctx.fireChannelRead(request);
    }

    /** Takes no more of a request; who is reading it is told, and answers. */
    private void breakOff(ChannelHandlerContext ctx, BrokenRequestException why) {
        receiving = false;
        ending = true;
        if (unanswered > 0) {
            ctx.fireExceptionCaught(why);
        } else {
            ctx.close();
        }
    }

    /** What was not foreseen. Whose connection it is stays out of the log. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        // Netty's decoders wrap what is wrong with the bytes that came, such as a TLS handshake that is none.
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof IOException)) {
            LOG.warn("a connection failed", failure);
        }
        ctx.fireExceptionCaught(failure);
    }

    // ---- what goes ----

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ChannelPromise told = promise;
        if (message instanceof HttpResponse response) {
            EndlessAnswer next = EndlessAnswer.Pending.take(ctx.channel());
            if (next != null) {
                ending = true;
                early.areNone();
                endless.give(ctx, next, response, promise, chunks, () -> leaveIfTooMuch(ctx));
                return;
            }
            finalAnswer = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            if (ending && finalAnswer && unanswered <= 1) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        if (message instanceof LastHttpContent && finalAnswer) {
            finalAnswer = false;
            unanswered--;
            since = System.nanoTime();
            told = promise.unvoid();
            if (ending && unanswered <= 0) {
                told.addListener(ChannelFutureListener.CLOSE);
            } else {
                told.addListener(written -> mayGoIfIdle(ctx));
            }
            if (unanswered <= 1) {
                early.haveTheirTurn(ctx);
            }
        }
        ctx.write(message, told);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        leaveIfTooMuch(ctx);
    }

    /** What a client does not take at once waits in this process. */
    private void leaveIfTooMuch(ChannelHandlerContext ctx) {
        if (unread.isTooMuch(ctx.channel(), place)) {
            ctx.close();
        }
    }

    // ---- what has no end ----

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (endless.isGiven()) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (endless.outlivesClosing()) {
            promise.trySuccess();
        } else {
            ctx.close(promise);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (endless.isGiven()) {
            ReferenceCountUtil.release(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    // ---- how long ----

    /** A long body that comes quickly has the time that it takes. */
    private static long worth(long bytes) {
        return bytes * TimeUnit.SECONDS.toNanos(1) / QUICK;
    }

    private void checkLater(ChannelHandlerContext ctx) {
        nextCheck = ctx.executor().schedule(() -> check(ctx), tickNanos, TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        if (unread.areReadTooSlowly(ctx.channel(), place, now)) {
            ctx.close();
        }
        long waited = now - since;
        if (receiving && unanswered <= 1 && waited > limits.slowestRequest().toNanos() + worth(arrived)) {
            breakOff(ctx, BrokenRequestException.tooSlow());
        } else if (unanswered == 0
                && !receiving
                && !endless.isGiven()
                && waited > limits.quiet().toNanos()) {
            ctx.close();
        }
        if (place != null) {
            checkLater(ctx);
        }
    }
}
