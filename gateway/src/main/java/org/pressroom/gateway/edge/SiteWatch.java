package org.pressroom.gateway.edge;

import java.util.concurrent.atomic.AtomicLong;
import org.pressroom.gateway.settings.SiteKeeper;
import org.pressroom.gateway.settings.SiteState;
import reactor.core.publisher.Mono;

/** Has pages shown anew once the site is another: its name and its look are on all of them. */
final class SiteWatch {

    private final SiteKeeper site;
    private final EdgeCache cache;

    /** As which pages are shown; at first nobody knows. */
    private final AtomicLong shown = new AtomicLong();

    SiteWatch(SiteKeeper site, EdgeCache cache) {
        this.site = site;
        this.cache = cache;
    }

    /** Somebody says that it changed. */
    void changed() {
        site.reload().doOnNext(this::show).subscribe(known -> {}, away -> {
            // The next look finds it.
        });
    }

    /** For a change that nobody told of, as while Kafka was away, and for pages from before anything was known. */
    Mono<Void> look() {
        return site.reloadIfChanged().doOnNext(this::show).then();
    }

    private void show(SiteState state) {
        if (shown.getAndSet(state.version()) != state.version()) {
            cache.purgeAll();
        }
    }
}
