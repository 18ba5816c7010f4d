package org.pressroom.gateway.keys;

import java.time.Duration;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Before the gateway says that it is ready: looks whether the site's secret opens the signing keys, and encrypts those
 * that are kept in the open. Without its secret the gateway does not start; a database that is away is waited for.
 */
@Component
final class KeysAtStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(KeysAtStart.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SigningKeyRepository keys;

    KeysAtStart(SigningKeyRepository keys) {
        this.keys = keys;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        OutageLog outage = new OutageLog(LOG, "the signing keys cannot be looked at");
        Long takenOver = outage.untilItWorks(keys.takeOver(), LIMIT).block();
        if (takenOver != null && takenOver > 0) {
            LOG.info("{} signing keys that were kept in the open are encrypted now", takenOver);
        }
    }
}
