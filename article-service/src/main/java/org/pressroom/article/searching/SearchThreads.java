package org.pressroom.article.searching;

import java.util.concurrent.Callable;
import org.pressroom.common.markup.RenderingThreads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where texts are taken apart: not on event loops, and not in the way of those who publish. */
@Component
class SearchThreads implements AutoCloseable {

    private static final int WAITING_PER_THREAD = 100;

    private final RenderingThreads threads = new RenderingThreads(WAITING_PER_THREAD);

    /** @return refused as busy where too many wait already */
    <T> Mono<T> run(Callable<T> work) {
        return threads.render(work);
    }

    @Override
    public void close() {
        threads.close();
    }
}
