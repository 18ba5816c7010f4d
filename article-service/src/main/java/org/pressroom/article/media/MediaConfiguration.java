package org.pressroom.article.media;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Threads and store of the library. */
@Configuration(proxyBeanMethods = false)
class MediaConfiguration {

    private static final int DISK_THREADS = 8;
    private static final int DISK_WAITING = 1_000;
    private static final int SECONDS_IDLE = 60;

    @Bean
    PictureThreads pictureThreads(MediaProperties properties) {
        return new PictureThreads(properties.atOnce());
    }

    @Bean(destroyMethod = "dispose")
    Scheduler mediaDisk() {
        return Schedulers.newBoundedElastic(DISK_THREADS, DISK_WAITING, "media-files", SECONDS_IDLE, true);
    }

    @Bean
    MediaStore mediaStore(MediaProperties properties, Scheduler mediaDisk) {
        return new FolderStore(properties.folder(), mediaDisk);
    }
}
