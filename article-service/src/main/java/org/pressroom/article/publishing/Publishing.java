package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.bylines.Authors;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.taxonomy.TermName;
import org.pressroom.article.taxonomy.Terms;
import org.pressroom.article.typesetting.Setting;
import org.pressroom.article.typesetting.Typesetter;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.Drafts;
import org.pressroom.article.writing.Format;
import org.pressroom.article.writing.Manuscript;
import org.pressroom.article.writing.SlugRegister;
import org.pressroom.common.events.EventType;
import org.pressroom.common.markup.RenderingThreads;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.text.Shown;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Publishing, withdrawing and removing an article, whoever orders it. Each is one transaction, or part of the caller's,
 * that locks the draft first, then the article, the author, the categories, the tags; each leaves an event for others.
 */
@Component
class Publishing {

    private static final String NOTHING_TO_SEE = "must show something when it is published";

    /** How often the text is set anew where somebody else changed the draft meanwhile. */
    private static final int REWRITTEN_MEANWHILE = 3;

    private final Drafts drafts;
    private final SlugRegister slugs;
    private final Articles articles;
    private final Authors authors;
    private final Terms terms;
    private final Outbox outbox;
    private final TransactionalOperator transactions;
    private final RenderingThreads rendering;
    private final Clock clock;

    Publishing(
            Drafts drafts,
            SlugRegister slugs,
            Articles articles,
            Authors authors,
            Terms terms,
            Outbox outbox,
            TransactionalOperator transactions,
            RenderingThreads rendering,
            Clock clock) {
        this.drafts = drafts;
        this.slugs = slugs;
        this.articles = articles;
        this.authors = authors;
        this.terms = terms;
        this.outbox = outbox;
        this.transactions = transactions;
        this.rendering = rendering;
        this.clock = clock;
    }

    /**
     * What readers see from now on.
     *
     * @param draftVersion the draft's from now on
     */
    record Outcome(Showing showing, long draftVersion) {}

    /** A draft's text as it will be shown, made from that version of it. */
    private record Text(
            long draftVersion, Setting body, @Nullable TermName category, List<TermName> tags) {}

    /** The draft was changed while its text was set. */
    private static final class Rewritten extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Rewritten() {
            super("rewritten", null, false, false);
        }
    }

    /** Does nothing where they see just that already. */
    Mono<Result<Outcome>> publish(PublishArticle publish) {
        UUID id = publish.id();
        return Result.of(drafts.find(id, publish.actor())
                .doOnNext(draft -> {
                    requirePast(publish.at());
                    publish.expected().require(draft.version());
                })
                .flatMap(this::prepare)
                .flatMap(text -> drafts.claim(id, publish.actor(), publish.expected())
                        .flatMap(
                                draft -> articles.lock(id).flatMap(standing -> publish(draft, text, standing, publish)))
                        .as(transactions::transactional))
                .retryWhen(Retry.max(REWRITTEN_MEANWHILE)
                        .filter(Rewritten.class::isInstance)
                        .onRetryExhaustedThrow((rule, last) -> RefusedException.conflict(
                                "This draft is being rewritten just now. Publish it again."))));
    }

    /** Answers the draft's version from now on; a conflict where readers do not see it. */
    Mono<Result<Long>> unpublish(UnpublishArticle unpublish) {
        return Result.of(drafts.claim(unpublish.id(), unpublish.actor(), unpublish.expected())
                .flatMap(draft -> articles.lock(draft.id()).flatMap(standing -> unpublish(draft, standing)))
                .as(transactions::transactional));
    }

    /** Answers its id; a conflict where readers see it. */
    Mono<Result<UUID>> remove(RemoveArticle remove) {
        return Result.of(drafts.claim(remove.id(), remove.actor(), remove.expected())
                .flatMap(draft -> articles.lock(draft.id()))
                .flatMap(this::remove)
                .then(Mono.defer(() -> drafts.delete(remove.id())))
                .thenReturn(remove.id())
                .as(transactions::transactional));
    }

    private void requirePast(@Nullable Instant at) {
        if (at != null && at.isAfter(clock.instant())) {
            throw RefusedException.invalid(
                    "at", "must not be in the future: publishing at a later time is not offered yet");
        }
    }

    private Mono<Outcome> publish(Draft draft, Text text, Standing standing, PublishArticle publish) {
        if (draft.version() != text.draftVersion()) {
            return Mono.error(new Rewritten());
        }
        if (standing instanceof Standing.Published published && published.draftVersion() == draft.version()) {
            return Mono.just(new Outcome(published.showing(), draft.version()));
        }
        Instant moment = moment(publish.at());
        return authors.lock(draft.authorId())
                .zipWhen(
                        author -> edition(draft, text),
                        (author, edition) -> standing.publish(edition, author, moment, publish.notifies()))
                .flatMap(change -> articles.publish(change.showing(), draft.version() + 1)
                        .then(slugs.keep(change.showing().edition().slug()))
                        .then(recount(standing, change.showing().edition(), draft.authorId()))
                        .then(drafts.touch(draft.id()))
                        .then(tell(change))
                        .thenReturn(new Outcome(change.showing(), draft.version() + 1)));
    }

    private Mono<Long> unpublish(Draft draft, Standing standing) {
        if (!(standing instanceof Standing.Published published)) {
            return Mono.error(RefusedException.conflict("This article is not published."));
        }
        Change change = published.withdraw();
        return articles.withdraw(change.showing(), draft.version() + 1)
                .then(recount(standing, null, draft.authorId()))
                .then(drafts.touch(draft.id()))
                .then(tell(change))
                .thenReturn(draft.version() + 1);
    }

    private Mono<Void> remove(Standing standing) {
        if (standing instanceof Standing.Published) {
            return Mono.error(RefusedException.conflict("This article is published. Unpublish it first."));
        } else if (standing instanceof Standing.Withdrawn withdrawn) {
            Change change = withdrawn.remove();
            UUID id = change.showing().articleId();
            return articles.delete(id).then(tell(change)).then(outbox.appendTombstone(EventType.ARTICLE_REMOVED, id));
        }
        return Mono.empty();
    }

    /** What can be made of a draft without a lock: setting a text may take a second of computing. */
    private Mono<Text> prepare(Draft draft) {
        Manuscript manuscript = draft.manuscript();
        List<FieldProblem> faults = new ArrayList<>();
        if (Shown.isBlank(manuscript.body())) {
            faults.add(new FieldProblem("body", NOTHING_TO_SEE));
        }
        TermName category = termName(manuscript.category(), "category", faults);
        List<TermName> tags = new ArrayList<>();
        for (int i = 0; i < manuscript.tags().size(); i++) {
            TermName tag = termName(manuscript.tags().get(i), "tags[" + i + "]", faults);
            if (tag != null) {
                tags.add(tag);
            }
        }
        if (!faults.isEmpty()) {
            return Mono.error(RefusedException.invalid(faults));
        }
        return typeset(manuscript)
                .filter(Setting::showsSomething)
                .switchIfEmpty(Mono.error(() -> RefusedException.invalid("body", NOTHING_TO_SEE)))
                .map(body -> new Text(draft.version(), body, category, TermName.distinct(tags)));
    }

    private Mono<Edition> edition(Draft draft, Text text) {
        Manuscript manuscript = draft.manuscript();
        return terms.category(text.category())
                .zipWhen(found -> terms.tags(text.tags()))
                .map(found -> new Edition(
                        draft.slug(),
                        manuscript.title(),
                        manuscript.summary(),
                        text.body(),
                        found.getT1().orElse(null),
                        found.getT2(),
                        manuscript.commentPolicy(),
                        manuscript.cover()));
    }

    private static @Nullable TermName termName(@Nullable String text, String field, List<FieldProblem> faults) {
        if (text == null) {
            return null;
        }
        TermName name = TermName.of(text);
        if (name.key().isEmpty()) {
            faults.add(new FieldProblem(field, "must not be blank"));
            return null;
        }
        return name;
    }

    /** On a thread that may be busy for a while; 422 where the body is too complex, 503 where too many wait. */
    Mono<Setting> typeset(Manuscript manuscript) {
        return rendering.render(() -> manuscript.format() == Format.MARKDOWN
                ? Typesetter.markdown(manuscript.body())
                : Typesetter.html(manuscript.body()));
    }

    /**
     * Counts the article where readers now find it.
     *
     * @param edition what they see; null for nothing
     */
    private Mono<Void> recount(Standing before, @Nullable Edition edition, UUID authorId) {
        Edition old = before instanceof Standing.Published published
                ? published.showing().edition()
                : null;
        int change = (edition == null ? 0 : 1) - (old == null ? 0 : 1);
        return (change == 0 ? Mono.<Void>empty() : authors.count(authorId, change))
                .then(terms.recount(category(old), tags(old), category(edition), tags(edition)));
    }

    private static @Nullable Term category(@Nullable Edition edition) {
        return edition == null ? null : edition.category();
    }

    private static List<Term> tags(@Nullable Edition edition) {
        return edition == null ? List.of() : edition.tags();
    }

    private Mono<Void> tell(Change change) {
        UUID id = change.showing().articleId();
        return outbox.append(change.event(), id, id, change.state());
    }

    /** To the microsecond, as PostgreSQL keeps it. */
    private Instant moment(@Nullable Instant at) {
        return (at == null ? clock.instant() : at).truncatedTo(ChronoUnit.MICROS);
    }
}
