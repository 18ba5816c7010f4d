package org.pressroom.article.publishing;

import org.pressroom.article.media.PictureSizes;
import org.pressroom.article.rendering.BodyRenderer;
import org.pressroom.article.rendering.LibraryPictures;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.writing.DraftContent;
import org.pressroom.article.writing.Format;
import org.pressroom.common.markup.RenderingThreads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Renders drafts as they would be published, on threads that may be busy for a while. */
@Component
public class DraftRenderer {

    private final RenderingThreads threads;
    private final PictureSizes pictures;

    DraftRenderer(RenderingThreads threads, PictureSizes pictures) {
        this.threads = threads;
        this.pictures = pictures;
    }

    /** 422 where the body is too complex, 503 where too many wait. */
    public Mono<RenderedBody> render(DraftContent content) {
        return pictures.of(LibraryPictures.in(content.body()))
                .flatMap(known -> threads.render(() -> content.format() == Format.MARKDOWN
                        ? BodyRenderer.markdown(content.body(), known)
                        : BodyRenderer.html(content.body(), known)));
    }
}
