package org.pressroom.gateway.settings;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.text.WebAddresses;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Changes how the publication is. */
@Component
final class UpdateSite {

    private final SiteSettingsRepository repository;
    private final SiteKeeper site;
    private final TransactionalOperator transaction;
    private final Clock clock;

    UpdateSite(SiteSettingsRepository repository, SiteKeeper site, TransactionalOperator transaction, Clock clock) {
        this.repository = repository;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Chooses all but the pictures. Opens a transaction, or joins that of the caller. */
    Mono<Result<SiteState>> choose(SiteSettings settings, ExpectedVersion expected) {
        return Result.of(
                Mono.fromRunnable(() -> requireSense(settings)).then(changed(expected, state -> Mono.just(settings))));
    }

    /** Puts a picture where there was none, or another. Opens a transaction, or joins that of the caller. */
    Mono<Result<SiteState>> show(SitePicture.Kind kind, byte[] content, ExpectedVersion expected) {
        return Result.of(Mono.fromCallable(() -> SitePictures.take(kind, content))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(picture ->
                        changed(expected, state -> repository.put(picture).thenReturn(state.settings()))));
    }

    /** Takes a picture away. Opens a transaction, or joins that of the caller. */
    Mono<Result<SiteState>> hide(SitePicture.Kind kind, ExpectedVersion expected) {
        return Result.of(changed(expected, state -> repository.remove(kind).thenReturn(state.settings())));
    }

    private Mono<SiteState> changed(ExpectedVersion expected, Function<SiteState, Mono<SiteSettings>> change) {
        return repository
                .hold()
                .doOnNext(state -> expected.require(state.version()))
                .flatMap(state -> change.apply(state)
                        .flatMap(settings -> repository.update(settings, state.version() + 1, clock.instant())))
                .as(transaction::transactional)
                .then(site.reload());
    }

    /** Refuses links of the menu that lead nowhere, and what is chosen of which nothing is chosen. */
    private static void requireSense(SiteSettings settings) {
        List<FieldProblem> wrong = new ArrayList<>();
        if (settings.colours() != null && !SiteStyle.hasColours(settings)) {
            wrong.add(new FieldProblem("colours", "must have an accent, a paper or a text, by day or by night"));
        }
        if (settings.type() != null && settings.type().isEmpty()) {
            wrong.add(new FieldProblem("type", "must have headings, a text or a size"));
        }
        if (settings.code() != null && settings.code().isEmpty()) {
            wrong.add(new FieldProblem("code", "must have a head, a foot or origins"));
        }
        List<SiteSettings.MenuLink> menu = settings.menu() == null ? List.of() : settings.menu();
        for (int i = 0; i < menu.size(); i++) {
            String url = menu.get(i).url();
            if (!url.equals("/") && !WebAddresses.isPath(url) && !WebAddresses.isWebAddress(url)) {
                wrong.add(new FieldProblem(
                        "menu[" + i + "].url", "must be an http or https address, or a path on this site"));
            }
        }
        if (!wrong.isEmpty()) {
            throw RefusedException.invalid(wrong);
        }
    }
}
