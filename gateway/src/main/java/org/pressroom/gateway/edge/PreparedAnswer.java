package org.pressroom.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.edge.EdgeCache.Served;
import org.pressroom.gateway.protection.AnswerHeaders;
import org.springframework.http.HttpHeaders;

/**
 * What a kept answer is to a connection: its bodies as they are kept, and its heads made once for as long as they say the
 * same, which is a part of a second.
 */
final class PreparedAnswer {

    private final Map<Variant, ByteBuf> bodies = new EnumMap<>(Variant.class);
    private volatile @Nullable Heads heads;

    PreparedAnswer(CachedAnswer answer) {
        for (Variant variant : Variant.values()) {
            bodies.put(variant, shared(answer.body(variant)));
        }
    }

    /**
     * On the heap, where it goes with the answer. Outside of it, it would not be copied for each connection, which is a
     * small part of the work, and would stay until all of the heap is collected: threads that are written in change often.
     */
    private static ByteBuf shared(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
    }

    private record Heads(long age, long ttl, String date, Map<Variant, PreparedHeaders.Lines> lines) {

        static Heads of(Served served, AnswerHeaders common) {
            Map<Variant, PreparedHeaders.Lines> lines = new EnumMap<>(Variant.class);
            for (Variant variant : Variant.values()) {
                HttpHeaders headers = new HttpHeaders();
                AnswerHead.write(headers, served, variant);
                common.complete(headers, false);
                lines.put(variant, PreparedHeaders.Lines.of(headers));
            }
            return new Heads(served.age().toSeconds(), served.freshFor().toSeconds(), common.date(), lines);
        }

        boolean isOf(Served served, AnswerHeaders common) {
            return age == served.age().toSeconds()
                    && ttl == served.freshFor().toSeconds()
                    && date.equals(common.date());
        }
    }

    /**
     * The answer to one request.
     *
     * @param body false for its head alone
     */
    FullHttpResponse response(Served served, AnswerHeaders common, Variant variant, boolean body) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                variant == Variant.NOT_MODIFIED ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK,
                body ? of(variant, bodies).duplicate() : Unpooled.EMPTY_BUFFER,
                new PreparedHeaders(of(variant, heads(served, common).lines())),
                EmptyHttpHeaders.INSTANCE);
    }

    private static <T> T of(Variant variant, Map<Variant, T> all) {
        return Objects.requireNonNull(all.get(variant));
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
