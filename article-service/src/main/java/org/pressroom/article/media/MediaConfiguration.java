package org.pressroom.article.media;

import java.time.Duration;
import org.pressroom.article.pictures.PictureWidths;
import org.pressroom.common.outage.Outages;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Threads and store of the library. */
@Configuration(proxyBeanMethods = false)
class MediaConfiguration {

    private static final int DISK_THREADS = 8;
    private static final int DISK_WAITING = 1_000;
    private static final int SECONDS_IDLE = 60;

    private static final Duration TO_CHECK = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofSeconds(5);

    @Bean
    PictureThreads pictureThreads(MediaProperties properties) {
        PictureWidths.load();
        return new PictureThreads(properties.atOnce());
    }

    @Bean(destroyMethod = "dispose")
    Scheduler mediaDisk() {
        return Schedulers.newBoundedElastic(DISK_THREADS, DISK_WAITING, "media-files", SECONDS_IDLE, true);
    }

    @Bean
    MediaStore mediaStore(MediaProperties properties, S3Properties s3, Scheduler mediaDisk) {
        return s3.isMeant() ? S3Store.of(s3, mediaDisk) : new FolderStore(properties.folder(), mediaDisk);
    }

    /** Everything but pictures works without it, so it counts for no readiness. */
    @Bean
    ReactiveHealthIndicator mediaStoreHealthIndicator(MediaStore store) {
        Mono<Health> look = store.check()
                .timeout(TO_CHECK)
                .then(Mono.fromSupplier(() -> Health.up().build()))
                .onErrorResume(failure -> Mono.just(Health.down()
                        .withDetail("error", Outages.kinds(failure))
                        .build()))
                .cache(KEPT);
        return () -> look;
    }
}
