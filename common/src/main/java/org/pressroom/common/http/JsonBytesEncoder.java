package org.pressroom.common.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractEncoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;

/** Sends {@link JsonBytes} as they are. */
final class JsonBytesEncoder extends AbstractEncoder<JsonBytes<?>> {

    JsonBytesEncoder() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    public boolean canEncode(ResolvableType type, @Nullable MimeType mimeType) {
        return type.resolve() == JsonBytes.class && super.canEncode(type, mimeType);
    }

    @Override
    public Flux<DataBuffer> encode(
            Publisher<? extends JsonBytes<?>> values,
            DataBufferFactory buffers,
            ResolvableType type,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return Flux.from(values).map(value -> encodeValue(value, buffers, type, mimeType, hints));
    }

    @Override
    public DataBuffer encodeValue(
            JsonBytes<?> value,
            DataBufferFactory buffers,
            ResolvableType type,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return buffers.wrap(value.bytes());
    }
}
