package org.pressroom.article.publishing;

import org.pressroom.article.rendering.BodyRenderer;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.writing.DraftContent;
import org.pressroom.article.writing.Format;
import org.pressroom.common.markup.RenderingThreads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Renders drafts as they would be published, on threads that may be busy for a while. */
@Component
class DraftRenderer {

    private final RenderingThreads threads;

    DraftRenderer(RenderingThreads threads) {
        this.threads = threads;
    }

    /** 422 where the body is too complex, 503 where too many wait. */
    Mono<RenderedBody> render(DraftContent content) {
        return threads.render(() -> content.format() == Format.MARKDOWN
                ? BodyRenderer.markdown(content.body())
                : BodyRenderer.html(content.body()));
    }
}
