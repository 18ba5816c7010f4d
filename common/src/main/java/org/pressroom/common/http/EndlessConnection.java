package org.pressroom.common.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a connection is given to an {@link EndlessAnswer}, and what that writes to. From then on everybody behind takes
 * the request for over, and nothing that comes over the connection is taken. Belongs to the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a connection ends it, and that is told to all
final class EndlessConnection {

    private static final Logger LOG = LoggerFactory.getLogger(EndlessConnection.class);

    /** The answer that the connection is given to. */
    private @Nullable EndlessAnswer answer;

    /** Whether those behind close the connection once they think it answered, since its client keeps none. */
    private boolean closedAfterHead;

    /** Whether it is given away, and not over. */
    boolean isGiven() {
        return answer != null;
    }

    /**
     * Writes the head alone. That it is written ends the request for all behind; they are not told that the connection is
     * free.
     *
     * @param chunks whether the client takes chunks
     * @param written is called after each part that is written
     */
    void give(
            ChannelHandlerContext ctx,
            EndlessAnswer to,
            HttpResponse response,
            ChannelPromise promise,
            boolean chunks,
            Runnable written) {
        answer = to;
        closedAfterHead = !HttpUtil.isKeepAlive(response);
        HttpResponse head = new DefaultHttpResponse(response.protocolVersion(), response.status(), response.headers());
        head.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        if (chunks) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        HttpUtil.setKeepAlive(head, false);
        ReferenceCountUtil.release(response);
        ctx.writeAndFlush(head, promise);
        ctx.read();
        to.begin(new Client(ctx, written));
    }

    /** Nothing can be sent any more: who sends is told, once. */
    void gone() {
        EndlessAnswer over = answer;
        answer = null;
        if (over != null) {
            over.gone();
        }
    }

    /** Whether it is the closing by those behind, who think it answered, which is not to be. */
    boolean outlivesClosing() {
        boolean outlives = closedAfterHead && isGiven();
        closedAfterHead = closedAfterHead && !outlives;
        return outlives;
    }

    /** Does something on the connection's event loop, unless that has ended. */
    static void inTurn(ChannelHandlerContext ctx, Runnable step) {
        try {
            ctx.executor().execute(step);
        } catch (RejectedExecutionException ended) {
            LOG.debug("the event loop has ended, and its connections with it", ended);
        }
    }

    private final class Client implements EndlessAnswer.Client {

        private final ChannelHandlerContext ctx;
        private final Runnable written;

        private Client(ChannelHandlerContext ctx, Runnable written) {
            this.ctx = ctx;
            this.written = written;
        }

        @Override
        public void send(byte[] part) {
            inTurn(ctx, () -> {
                if (isGiven() && ctx.channel().isWritable()) {
                    ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(part)), ctx.voidPromise());
                    written.run();
                } else if (isGiven()) {
                    finish();
                }
            });
        }

        @Override
        public void end() {
            inTurn(ctx, () -> {
                if (isGiven()) {
                    finish();
                }
            });
        }

        /** Who does not read what is left within its time is left by the {@link ConnectionGuard}. */
        private void finish() {
            gone();
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
