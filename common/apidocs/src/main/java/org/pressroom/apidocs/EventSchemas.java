package org.pressroom.apidocs;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pressroom.common.streaming.StreamedEvent;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What streams consist of, in the extension {@code x-events}: the schema of the data by the name of the event. OpenAPI
 * has words for that from 3.2 on, which what reads documents does not know yet.
 */
final class EventSchemas implements OpenApiCustomizer {

    static final String EXTENSION = "x-events";

    private final Map<String, Schema<?>> found = new ConcurrentHashMap<>();

    /** What a handler streams. */
    MediaType stream(Method handler) {
        Map<String, Object> events = new LinkedHashMap<>();
        AnnotatedElementUtils.getMergedRepeatableAnnotations(handler, StreamedEvent.class)
                .forEach(event -> events.put(event.name(), schema(event.data())));
        MediaType stream = new MediaType().schema(new StringSchema());
        stream.addExtension(EXTENSION, events);
        return stream;
    }

    private Schema<?> schema(Class<?> data) {
        ResolvedSchema resolved =
                ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(data).resolveAsRef(true));
        resolved.referencedSchemas.forEach(found::put);
        return resolved.schema;
    }

    @Override
    public void customise(OpenAPI document) {
        found.forEach(document.getComponents()::addSchemas);
    }
}
