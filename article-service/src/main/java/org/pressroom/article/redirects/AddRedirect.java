package org.pressroom.article.redirects;

import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets an address lead on. */
@Component
class AddRedirect {

    /** Of all. */
    static final int MOST = 50_000;

    /** So many may lead to one another in a row; browsers follow 20. */
    private static final int MOST_IN_A_ROW = 5;

    private static final int MOVED = 301;
    private static final int GONE = 410;
    private static final Set<Integer> STATUSES = Set.of(MOVED, 302, 307, 308, GONE);

    /** Beneath these there are no pages. */
    private static final Set<String> NO_PAGES = Set.of("api", "desk", "actuator", "assets");

    private final RedirectRepository redirects;
    private final RedirectEvents events;
    private final TransactionalOperator transactions;
    private final Clock clock;

    AddRedirect(RedirectRepository redirects, RedirectEvents events, TransactionalOperator transactions, Clock clock) {
        this.redirects = redirects;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What is to lead where.
     *
     * @param to null or empty where it is gone for good
     * @param status null for what is usual
     */
    record Command(
            String from, @Nullable String to, @Nullable Integer status) {}

    /** A conflict where that address leads on already, or there are too many; invalid where it would lead in a circle. */
    Mono<Result<Redirect>> execute(Command command) {
        return Result.of(Mono.defer(() -> {
            RedirectSource source = source(command.from());
            int status = status(command.status());
            RedirectTarget target = target(command.to(), status);
            return redirects
                    .lock()
                    .then(Mono.defer(() -> requireRoom()))
                    .then(Mono.defer(() -> target == null ? Mono.empty() : requireNoCircle(source, target)))
                    .then(Mono.defer(() ->
                            redirects.insert(new Redirect(Ids.next(), source.text(), target, status, clock.instant()))))
                    .switchIfEmpty(Mono.error(() -> RefusedException.conflict("This address leads somewhere already.")))
                    .delayUntil(events::added)
                    .as(transactions::transactional);
        }));
    }

    private static RedirectSource source(String from) {
        RedirectSource source = RedirectSource.of(from)
                .orElseThrow(() ->
                        RefusedException.invalid("from", "must be a path on this site, such as /2019/05/post.html"));
        String path = source.path();
        int end = path.indexOf('/', 1);
        String first = path.substring(1, end < 0 ? path.length() : end).toLowerCase(Locale.ROOT);
        if (first.isEmpty() || NO_PAGES.contains(first)) {
            throw RefusedException.invalid(
                    "from", "must not be the front page, nor lie beneath /api, /desk or the like");
        }
        return source;
    }

    private static int status(@Nullable Integer status) {
        if (status != null && !STATUSES.contains(status)) {
            throw RefusedException.invalid("status", "must be 301, 302, 307, 308 or 410");
        }
        return status == null ? MOVED : status;
    }

    private static @Nullable RedirectTarget target(@Nullable String to, int status) {
        if (to == null || to.isEmpty()) {
            if (status != GONE) {
                throw RefusedException.invalid("to", "must say where it leads");
            }
            return null;
        }
        if (status == GONE) {
            throw RefusedException.invalid("to", "must be left out where the address is gone (410)");
        }
        return RedirectTarget.of(to)
                .orElseThrow(() -> RefusedException.invalid("to", "must be a path on this site, or an https address"));
    }

    private Mono<Void> requireRoom() {
        return redirects
                .count()
                .flatMap(all -> all < MOST
                        ? Mono.empty()
                        : Mono.error(RefusedException.conflict("There may be " + MOST + " redirects, and there are.")));
    }

    private Mono<Void> requireNoCircle(RedirectSource source, RedirectTarget target) {
        return redirects
                .leadingTo(source.text(), MOST_IN_A_ROW)
                .flatMap(before -> requireEnd(source, target, before + 1));
    }

    /** Follows it to its end. */
    private Mono<Void> requireEnd(RedirectSource source, RedirectTarget target, int place) {
        return Mono.justOrEmpty(target.onThisSite()).flatMap(next -> {
            if (next.keys().contains(source.text())) {
                return Mono.error(RefusedException.invalid("to", "leads back to where it comes from"));
            }
            if (place > MOST_IN_A_ROW) {
                return Mono.error(RefusedException.invalid(
                        "to", "is one of too many in a row: let it lead to where the last one leads"));
            }
            return redirects
                    .find(next)
                    .flatMap(found -> Mono.justOrEmpty(found.target()))
                    .flatMap(further -> requireEnd(source, further, place + 1));
        });
    }
}
