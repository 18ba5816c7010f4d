package org.pressroom.article.writing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.ArticlePasswords;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.slugs.SlugRepository;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Starts a draft, of which readers see nothing. */
@Component
public class StartDraft {

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

    StartDraft(
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
     * What to start with.
     *
     * @param author whose it is to be, unless others are named
     */
    public record Command(Actor.Account author, DraftContent content) {}

    /** Opens a transaction, or joins that of the caller. A conflict where the slug is another article's. */
    public Mono<Result<Draft>> execute(Command command) {
        Actor.Account author = command.author();
        UUID id = Ids.next();
        Instant now = clock.instant();
        return Result.of(Mono.fromRunnable(() -> DraftRules.requireStarted(command.content(), author))
                .then(covers.settled(command.content()))
                .zipWhen(content -> passwords.hash(content.password()))
                .flatMap(found -> start(id, author, found.getT1(), found.getT2().orElse(null), now)));
    }

    private Mono<Draft> start(
            UUID id, Actor.Account author, DraftContent content, @Nullable String passwordHash, Instant now) {
        return authors.ensure(author.id(), author.slug(), author.name())
                .then(translations.settled(id, author, content, null))
                .zipWhen(settled -> naming.settled(content.authors(), List.of(author.id()), author))
                .flatMap(settled -> insert(id, author, settled.getT2(), settled.getT1(), passwordHash, now))
                .then(drafts.find(id))
                .as(transactions::transactional);
    }

    private Mono<Void> insert(
            UUID id,
            Actor.Account writer,
            List<UUID> authors,
            DraftContent content,
            @Nullable String passwordHash,
            Instant now) {
        return slugs.assign(id, content.slug(), content.title())
                .flatMap(slug ->
                        TranslationRepository.orTaken(drafts.insert(id, authors, content, passwordHash, slug, now)))
                .then(revisions.append(id, writer.id(), new RevisionOrigin.Saved(), content, now))
                .then(Mono.defer(() -> naming.tell(id, List.of(), authors, writer, now)));
    }
}
