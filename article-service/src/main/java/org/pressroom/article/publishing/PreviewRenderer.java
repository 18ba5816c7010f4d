package org.pressroom.article.publishing;

import org.pressroom.article.media.PictureSizes;
import org.pressroom.article.rendering.BodyRenderer;
import org.pressroom.article.rendering.LibraryPictures;
import org.pressroom.article.rendering.MeasuredBody;
import org.pressroom.article.writing.Format;
import org.pressroom.common.markup.RenderingThreads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Renders what somebody is writing, at each pause of their typing. It has threads of its own, half as many as there are
 * processors, so that publishing does not wait behind those who write.
 */
@Component
class PreviewRenderer implements AutoCloseable {

    /** So few that a preview is still of what was just typed; the next one comes with the next pause. */
    private static final int WAITING_PER_THREAD = 4;

    private final RenderingThreads threads =
            new RenderingThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), WAITING_PER_THREAD);

    private final PictureSizes pictures;

    PreviewRenderer(PictureSizes pictures) {
        this.pictures = pictures;
    }

    /** 422 where the body is too complex, 503 where too many wait. */
    Mono<MeasuredBody> render(String body, Format format) {
        return pictures.of(LibraryPictures.in(body))
                .flatMap(known -> threads.render(() -> format == Format.MARKDOWN
                        ? BodyRenderer.measuredMarkdown(body, known)
                        : BodyRenderer.measuredHtml(body, known)));
    }

    /** Those that previews wait for. */
    RenderingThreads threads() {
        return threads;
    }

    @Override
    public void close() {
        threads.close();
    }
}
