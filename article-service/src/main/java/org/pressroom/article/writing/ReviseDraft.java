package org.pressroom.article.writing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.ArticlePasswords;
import org.pressroom.article.access.Visibility;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.slugs.SlugRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Puts other content in the place of a draft's; what readers see stays until it is published again. */
@Component
public class ReviseDraft {

    private final DraftRepository drafts;
    private final SlugRepository slugs;
    private final AuthorRepository authors;
    private final RevisionRepository revisions;
    private final DraftAuthors naming;
    private final TranslationRepository translations;
    private final Covers covers;
    private final ArticlePasswords passwords;
    private final TransactionalOperator transactions;
    private final Clock clock;

    ReviseDraft(
            DraftRepository drafts,
            SlugRepository slugs,
            AuthorRepository authors,
            RevisionRepository revisions,
            DraftAuthors naming,
            TranslationRepository translations,
            Covers covers,
            ArticlePasswords passwords,
            TransactionalOperator transactions,
            Clock clock) {
        this.drafts = drafts;
        this.slugs = slugs;
        this.authors = authors;
        this.revisions = revisions;
        this.naming = naming;
        this.translations = translations;
        this.covers = covers;
        this.passwords = passwords;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What to revise.
     *
     * @param expected the draft's version
     * @param origin how the content came about
     * @param passwordHash of the password that goes with the content, where that brings none; null for the draft's own
     */
    public record Command(
            UUID id,
            Actor actor,
            ExpectedVersion expected,
            DraftContent content,
            RevisionOrigin origin,
            @Nullable String passwordHash) {

        /** With the draft's own password, where the content brings none. */
        public Command(UUID id, Actor actor, ExpectedVersion expected, DraftContent content, RevisionOrigin origin) {
            this(id, actor, expected, content, origin, null);
        }

        private @Nullable String kept(Draft draft) {
            return passwordHash == null ? draft.passwordHash() : passwordHash;
        }
    }

    /** Opens a transaction, or joins that of the caller. A conflict where the slug is another article's. */
    public Mono<Result<Draft>> execute(Command command) {
        Instant now = clock.instant();
        return Result.of(covers.settled(command.content())
                .zipWhen(content -> passwords.hash(content.password()))
                .flatMap(found -> revise(command, found.getT1(), found.getT2(), now)));
    }

    private Mono<Draft> revise(Command command, DraftContent content, Optional<String> newHash, Instant now) {
        UUID id = command.id();
        return drafts.claim(id, command.actor(), command.expected())
                .doOnNext(draft -> DraftRules.requireRevised(draft, content, command.kept(draft), command.actor()))
                .delayUntil(revisions::ensureFirst)
                .flatMap(draft -> translations
                        .settled(id, command.actor(), content, draft.content().translationOf())
                        .zipWhen(settled -> naming.settled(content.authors(), draft.authorIds(), command.actor()))
                        .flatMap(settled -> update(command, draft, settled.getT2(), settled.getT1(), newHash, now)))
                .then(drafts.find(id))
                .as(transactions::transactional);
    }

    private Mono<Void> update(
            Command command,
            Draft draft,
            List<UUID> authors,
            DraftContent content,
            Optional<String> newHash,
            Instant now) {
        return slugFor(draft, content)
                .flatMap(slug -> TranslationRepository.orTaken(drafts.update(
                        draft.id(), authors, content, hashFor(content, newHash, command.kept(draft)), slug, now)))
                .then(append(command, content, now))
                .then(Mono.defer(() -> naming.tell(draft.id(), draft.authorIds(), authors, command.actor(), now)));
    }

    private static @Nullable String hashFor(DraftContent content, Optional<String> newHash, @Nullable String kept) {
        return content.visibility() == Visibility.PASSWORD ? newHash.orElse(kept) : null;
    }

    private Mono<Void> append(Command command, DraftContent content, Instant now) {
        if (command.actor() instanceof Actor.Account editor) {
            return authors.ensure(editor.id(), editor.slug(), editor.name())
                    .then(revisions.append(command.id(), editor.id(), command.origin(), content, now));
        }
        return revisions.append(command.id(), null, command.origin(), content, now);
    }

    /** Once readers know the article, a new title alone changes its address no more. */
    private Mono<String> slugFor(Draft draft, DraftContent content) {
        boolean keeps = content.slug() == null && draft.status() != PublicationStatus.DRAFT;
        return slugs.assign(draft.id(), keeps ? draft.slug() : content.slug(), content.title());
    }
}
