package org.pressroom.article.media;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Ends a program whose pictures can never be kept. Where their store is away for now, it begins, and shows everything else. */
@Component
class MediaStoreCheck implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(MediaStoreCheck.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final MediaStore store;

    MediaStoreCheck(MediaStore store) {
        this.store = store;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        store.prepare()
                .timeout(LIMIT)
                .onErrorResume(failure -> failure instanceof UnusableStoreException
                        ? Mono.error(failure)
                        : Mono.fromRunnable(
                                () -> LOG.warn("pictures cannot be kept for now: {}", failure.getMessage())))
                .block();
    }
}
