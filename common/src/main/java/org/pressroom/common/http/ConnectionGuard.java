package org.pressroom.common.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
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

    /** How much may come on one connection before its turn: the rest is left unread until then. */
    private static final int MOST_EARLY = 16 * 1024;

    /** What each part of a request takes of memory beside its bytes, about. */
    private static final int PART = 256;

    private static final int HEADER = 64;

    /** How many times as long as a client may read nothing it may take until it has read all. */
    private static final int MOST_READING = 10;

    private final ConnectionProperties limits;
    private final ConnectionCounts counts;
    private final long tickNanos;

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

    /** What has come of requests behind the one that is being answered. It waits in this process. */
    private long early;

    /** Whether somebody wants to read on once that has had its turn. */
    private boolean readLater;

    /** Whether it was read without being asked before. */
    private boolean readAlways;

    /** Since when there is no request, or since when one is on its way. */
    private long since;

    /** The answer without end that the connection is given to. */
    private @Nullable EndlessAnswer endless;

    /** Whether those behind this handler close the connection once they think it answered, since its client keeps none. */
    private boolean closedAfterHead;

    /** What is counted as waiting for the client to read it. */
    private long unread;

    private long readingSince;
    private long unreadSince;
    private @Nullable Object unreadMessage;
    private long unreadProgress;

    ConnectionGuard(ConnectionProperties limits, ConnectionCounts counts) {
        this.limits = limits;
        this.counts = counts;
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
        allIsRead();
        if (place != null) {
            counts.end(place);
            place = null;
        }
        if (nextCheck != null) {
            nextCheck.cancel(false);
            nextCheck = null;
        }
        noneIsEarly();
        gone();
    }

    /** Where there is no room for others, it ends so that there is, as long as nobody asks anything over it. */
    private void mayGoIfIdle(ChannelHandlerContext ctx) {
        if (place != null && isIdle()) {
            counts.idle(
                    place,
                    () -> inTurn(ctx, () -> {
                        if (isIdle()) {
                            ctx.close();
                        }
                    }));
        }
    }

    private boolean isIdle() {
        return unanswered == 0 && endless == null;
    }

    private static void inTurn(ChannelHandlerContext ctx, Runnable step) {
        try {
            ctx.executor().execute(step);
        } catch (RejectedExecutionException ended) {
            LOG.debug("the event loop has ended, and its connections with it", ended);
        }
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
        } else if (unanswered <= 1
                || !(message instanceof HttpContent part)
                || mayWait(ctx, message, PART + part.content().readableBytes())) {
            receiving = receiving && !(message instanceof LastHttpContent);
            ctx.fireChannelRead(message);
        }
    }

    /** What comes before its turn is kept, however long that takes, by those behind this handler. */
    private boolean mayWait(ChannelHandlerContext ctx, Object message, int bytes) {
        early += bytes;
        if (early > MOST_EARLY && ctx.channel().config().isAutoRead()) {
            // ends the present round of reading too
            ctx.channel().config().setAutoRead(false);
            readAlways = true;
        }
        if (counts.early(bytes)) {
            return true;
        }
        ending = true;
        ReferenceCountUtil.release(message);
        ctx.close();
        return false;
    }

    private void noneIsEarly() {
        counts.early(-early);
        early = 0;
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (early > MOST_EARLY) {
            readLater = true;
        } else {
            ctx.read();
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        if (unanswered >= limits.pipelined()) {
            ending = true;
            ReferenceCountUtil.release(request);
            return;
        }
        if (unanswered > 0 && !mayWait(ctx, request, size(request))) {
            return;
        }
        if (place != null) {
            counts.busy(place);
        }
        unanswered++;
        receiving = true;
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

    private static int size(HttpRequest request) {
        int size = PART + request.uri().length();
        Iterator<Map.Entry<CharSequence, CharSequence>> headers =
                request.headers().iteratorCharSequence();
        while (headers.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            size += HEADER + header.getKey().length() + header.getValue().length();
        }
        return size;
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
                begin(ctx, next, response, promise);
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
            nextHasItsTurn(ctx);
        }
        ctx.write(message, told);
    }

    private void nextHasItsTurn(ChannelHandlerContext ctx) {
        if (unanswered <= 1) {
            noneIsEarly();
            if (readAlways) {
                readAlways = false;
                ctx.channel().config().setAutoRead(true);
            }
            if (readLater) {
                readLater = false;
                ctx.read();
            }
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        countUnread(ctx);
    }

    /** What a client does not take at once waits in this process. */
    private void countUnread(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        if (waiting == null) {
            return;
        }
        long bytes = waiting.totalPendingWriteBytes();
        boolean more = bytes > unread;
        count(bytes);
        if (more && place != null && counts.keepsTooMuch(place)) {
            ctx.close();
        }
    }

    // ---- what has no end ----

    /**
     * Writes the head alone. That it is written ends the request for all behind this handler; they are not told that the
     * connection is free, and nothing that comes over it is taken any more.
     */
    private void begin(ChannelHandlerContext ctx, EndlessAnswer answer, HttpResponse response, ChannelPromise promise) {
        endless = answer;
        ending = true;
        closedAfterHead = !HttpUtil.isKeepAlive(response);
        noneIsEarly();
        HttpResponse head = new DefaultHttpResponse(response.protocolVersion(), response.status(), response.headers());
        head.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        if (chunks) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        HttpUtil.setKeepAlive(head, false);
        ReferenceCountUtil.release(response);
        ctx.writeAndFlush(head, promise);
        ctx.read();
        answer.begin(new Client(ctx));
    }

    private final class Client implements EndlessAnswer.Client {

        private final ChannelHandlerContext ctx;

        private Client(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void send(byte[] part) {
            inTurn(ctx, () -> {
                if (endless != null && ctx.channel().isWritable()) {
                    ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(part)), ctx.voidPromise());
                    countUnread(ctx);
                } else if (endless != null) {
                    finish();
                }
            });
        }

        @Override
        public void end() {
            inTurn(ctx, () -> {
                if (endless != null) {
                    finish();
                }
            });
        }

        /** Who does not read what is left within its time is left by {@link #check}. */
        private void finish() {
            ConnectionGuard.this.gone();
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void gone() {
        EndlessAnswer answer = endless;
        endless = null;
        if (answer != null) {
            answer.gone();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (endless != null) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (closedAfterHead && endless != null) {
            closedAfterHead = false;
            promise.trySuccess();
        } else {
            ctx.close(promise);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (endless != null) {
            ReferenceCountUtil.release(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    // ---- how long ----

    private void checkLater(ChannelHandlerContext ctx) {
        nextCheck = ctx.executor().schedule(() -> check(ctx), tickNanos, TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        checkReading(ctx, now);
        long waited = now - since;
        if (receiving && unanswered <= 1 && waited > limits.slowestRequest().toNanos()) {
            breakOff(ctx, BrokenRequestException.tooSlow());
        } else if (unanswered == 0
                && !receiving
                && endless == null
                && waited > limits.quiet().toNanos()) {
            ctx.close();
        }
        if (place != null) {
            checkLater(ctx);
        }
    }

    private void checkReading(ChannelHandlerContext ctx, long now) {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        Object message = waiting == null ? null : waiting.current();
        if (waiting == null || message == null) {
            allIsRead();
            return;
        }
        if (unreadMessage == null) {
            readingSince = now;
        }
        long progress = waiting.currentProgress();
        boolean readOn = message != unreadMessage || progress != unreadProgress;
        if (readOn) {
            unreadMessage = message;
            unreadProgress = progress;
            unreadSince = now;
            count(waiting.totalPendingWriteBytes());
        }
        long slowest = limits.slowestReader().toNanos();
        boolean tooSlow = now - unreadSince > slowest || now - readingSince > slowest * MOST_READING;
        if (tooSlow || (place != null && (readOn ? counts.keepsTooMuch(place) : counts.keepsOthersWaiting(place)))) {
            ctx.close();
        }
    }

    private void allIsRead() {
        unreadMessage = null;
        count(0);
    }

    private void count(long waiting) {
        if (place != null && waiting != unread) {
            counts.unread(place, waiting - unread);
            unread = waiting;
        }
    }
}
