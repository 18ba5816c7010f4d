package org.pressroom.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.edge.EdgeCache.Served;
import org.pressroom.gateway.protection.AnswerHeaders;
import org.springframework.http.HttpHeaders;

/**
 * What a kept answer is to a connection: its bodies as they are kept, and its heads made once for as long as they say the
 * same, which is a part of a second.
 */
final class PreparedAnswer {

    private final CachedAnswer answer;
    private final ByteBuf plain;
    private final @Nullable ByteBuf gzip;
    private volatile @Nullable Heads heads;

    PreparedAnswer(CachedAnswer answer) {
        byte[] compressed = answer.gzip();
        this.answer = answer;
        this.plain = shared(answer.body());
        this.gzip = compressed == null ? null : shared(compressed);
    }

    /**
     * On the heap, where it goes with the answer. Outside of it, it would not be copied for each connection, which is a
     * small part of the work, and would stay until all of the heap is collected: threads that are written in change often.
     */
    private static ByteBuf shared(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
    }

    private record Heads(
            long age,
            long ttl,
            String date,
            PreparedHeaders.Lines whole,
            PreparedHeaders.Lines gzip,
            PreparedHeaders.Lines notModified) {

        static Heads of(Served served, AnswerHeaders common) {
            HttpHeaders whole = new HttpHeaders();
            AnswerHead.write(whole, served, false);
            HttpHeaders gzip = new HttpHeaders();
            AnswerHead.write(gzip, served, true);
            HttpHeaders notModified = new HttpHeaders();
            AnswerHead.writeNotModified(notModified, served);
            return new Heads(
                    served.age().toSeconds(),
                    served.freshFor().toSeconds(),
                    common.date(),
                    lines(whole, common),
                    lines(gzip, common),
                    lines(notModified, common));
        }

        private static PreparedHeaders.Lines lines(HttpHeaders headers, AnswerHeaders common) {
            common.complete(headers, false);
            return PreparedHeaders.Lines.of(headers);
        }

        boolean isOf(Served served, AnswerHeaders common) {
            return age == served.age().toSeconds()
                    && ttl == served.freshFor().toSeconds()
                    && date.equals(common.date());
        }
    }

    @Nullable
    String etag() {
        return answer.etag();
    }

    /** That the client has the answer already. */
    FullHttpResponse notModified(Served served, AnswerHeaders common) {
        return response(HttpResponseStatus.NOT_MODIFIED, heads(served, common).notModified(), Unpooled.EMPTY_BUFFER);
    }

    /**
     * The answer.
     *
     * @param mayCompress whether the client takes it compressed
     * @param body false for its head alone
     */
    FullHttpResponse whole(Served served, AnswerHeaders common, boolean mayCompress, boolean body) {
        Heads head = heads(served, common);
        ByteBuf compressed = mayCompress ? gzip : null;
        ByteBuf bytes = compressed == null ? plain : compressed;
        return response(
                HttpResponseStatus.OK,
                compressed == null ? head.whole() : head.gzip(),
                body ? bytes.duplicate() : Unpooled.EMPTY_BUFFER);
    }

    private static FullHttpResponse response(HttpResponseStatus status, PreparedHeaders.Lines head, ByteBuf body) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, body, new PreparedHeaders(head), EmptyHttpHeaders.INSTANCE);
    }

    private Heads heads(Served served, AnswerHeaders common) {
        Heads known = heads;
        if (known == null || !known.isOf(served, common)) {
            known = Heads.of(served, common);
            heads = known;
        }
        return known;
    }
}
