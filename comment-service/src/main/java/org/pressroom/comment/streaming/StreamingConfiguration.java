package org.pressroom.comment.streaming;

import org.pressroom.common.background.PollingTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks after threads that are watched, in case no event told of what happened in one. */
@Configuration(proxyBeanMethods = false)
class StreamingConfiguration {

    @Bean
    PollingTask watchedThreadsTask(ThreadStreams streams, StreamProperties properties) {
        return PollingTask.of("Looking after streams", streams::lookAfterAll, properties.pollEvery());
    }
}
