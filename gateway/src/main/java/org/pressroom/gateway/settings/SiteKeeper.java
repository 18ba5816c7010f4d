package org.pressroom.gateway.settings;

import java.time.Duration;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps how the publication is in memory. It is read at the start, and again when somebody says that it changed. */
@Component
public final class SiteKeeper implements CurrentSite, ApplicationRunner {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SiteSettingsRepository repository;
    private volatile SiteState known = SiteState.INITIAL;

    SiteKeeper(SiteSettingsRepository repository) {
        this.repository = repository;
    }

    @Override
    public SiteState state() {
        return known;
    }

    /** Reads it. What is known from then on is never older than what was. */
    public Mono<SiteState> reload() {
        return repository.read().map(this::newest);
    }

    private synchronized SiteState newest(SiteState read) {
        if (read.version() >= known.version()) {
            known = read;
        }
        return known;
    }

    /** Looks whether it is another by now, as where nobody could say so. */
    public Mono<SiteState> reloadIfChanged() {
        return repository
                .version()
                .filter(version -> version != state().version())
                .flatMap(other -> reload())
                .switchIfEmpty(Mono.fromSupplier(this::state));
    }

    /** Waits for a database that goes away at the start: until this is done, the program is not ready. */
    @Override
    public void run(ApplicationArguments arguments) {
        OutageLog outage =
                new OutageLog(LoggerFactory.getLogger(SiteKeeper.class), "how the site looks cannot be looked up");
        outage.untilItWorks(reload(), LIMIT).block();
    }
}
