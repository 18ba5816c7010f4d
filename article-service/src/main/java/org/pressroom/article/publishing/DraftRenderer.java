package org.pressroom.article.publishing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.pressroom.article.media.PictureSizes;
import org.pressroom.article.rendering.BodyRenderer;
import org.pressroom.article.rendering.LibraryPicture;
import org.pressroom.article.rendering.LibraryPictures;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.writing.DraftContent;
import org.pressroom.article.writing.Format;
import org.pressroom.common.markup.RenderingThreads;
import org.pressroom.common.text.Sha256;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Renders drafts as they would be published, on threads that may be busy for a while. What was rendered is kept for a
 * short time, so that a text is not rendered again when it is published right after somebody looked at it, or by an order
 * that was prepared.
 */
@Component
public class DraftRenderer {

    /** How long a rendered text is kept. */
    public static final Duration KEPT = Duration.ofMinutes(2);

    /** How much is kept, in bytes. */
    private static final long ROOM = 16L * 1024 * 1024;

    private final RenderingThreads threads;
    private final PictureSizes pictures;
    private final Cache<Source, RenderedBody> rendered;

    DraftRenderer(RenderingThreads threads, PictureSizes pictures, MeterRegistry meters) {
        this.threads = threads;
        this.pictures = pictures;
        this.rendered = Caffeine.newBuilder()
                .maximumWeight(ROOM)
                .weigher((Source source, RenderedBody body) -> 2 * body.html().length() + Source.BYTES)
                .expireAfterWrite(KEPT)
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, rendered, "rendered-bodies");
    }

    /** All that a rendered text depends on; of a body its SHA-256. */
    private record Source(Format format, ByteBuffer body, Map<UUID, LibraryPicture> known) {

        /** About what one takes, with its place. */
        private static final int BYTES = 256;

        private static Source of(DraftContent content, Map<UUID, LibraryPicture> known) {
            return new Source(content.format(), ByteBuffer.wrap(Sha256.of(content.body())), known);
        }
    }

    /** 422 where the body is too complex, 503 where too many wait. */
    public Mono<RenderedBody> render(DraftContent content) {
        return pictures.of(LibraryPictures.in(content.body())).flatMap(known -> {
            Source source = Source.of(content, known);
            RenderedBody kept = rendered.getIfPresent(source);
            return kept != null
                    ? Mono.just(kept)
                    : threads.render(() -> render(content, known)).doOnNext(body -> rendered.put(source, body));
        });
    }

    private static RenderedBody render(DraftContent content, Map<UUID, LibraryPicture> known) {
        return content.format() == Format.MARKDOWN
                ? BodyRenderer.markdown(content.body(), known)
                : BodyRenderer.html(content.body(), known);
    }
}
