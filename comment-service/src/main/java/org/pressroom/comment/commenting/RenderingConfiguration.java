package org.pressroom.comment.commenting;

import org.pressroom.common.markup.RenderingThreads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where comments are rendered. */
@Configuration(proxyBeanMethods = false)
class RenderingConfiguration {

    /** So many that the last of them waits about a second at worst. */
    private static final int WAITING_PER_THREAD = 100;

    @Bean
    RenderingThreads renderingThreads() {
        return new RenderingThreads(WAITING_PER_THREAD);
    }
}
