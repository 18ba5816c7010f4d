package org.pressroom.testkit;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Fails a test whose code blocks an event loop or another thread that must not block: installs BlockHound before the
 * first test of the JVM. What is allowed is listed here, each with its reason.
 */
public final class BlockingCallWatch implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        BlockHound.builder()
                .loadIntegrations()
                // Random bytes come from the kernel's generator, which answers at once and is reached through a file.
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // Messages are read from the class path once for each language.
                .allowBlockingCallsInside("java.util.ResourceBundle", "getBundleImpl")
                // Held for a moment the first time a type is read; those who come at the same time wait for it.
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer")
                // Netty's allocator locks for the moment in which threads share a chunk.
                .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate")
                // a circuit breaker counts under a lock that is held for a few additions
                .allowBlockingCallsInside("io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics", "record")
                .install();
    }
}
