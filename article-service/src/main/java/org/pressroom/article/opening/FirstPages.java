package org.pressroom.article.opening;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.pressroom.article.access.Visibility;
import org.pressroom.article.publishing.PublishArticle;
import org.pressroom.article.writing.ArticleKind;
import org.pressroom.article.writing.CommentPolicy;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftContent;
import org.pressroom.article.writing.Format;
import org.pressroom.article.writing.Seo;
import org.pressroom.article.writing.StartDraft;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives a new site its first pages, in its menu, for editors to write on. Once: what they throw away stays away, and a
 * site that has articles already gets none.
 */
@Component
class FirstPages implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstPages.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Whose they are: nobody's who could sign in. */
    private static final Actor.Account HOUSE =
            new Actor.Account(new UUID(0, 0), Set.of(Role.ADMIN), "house", "The house");

    private final DatabaseClient database;
    private final StartDraft startDraft;
    private final PublishArticle publishArticle;
    private final TransactionalOperator transactions;
    /** Read on the thread that starts the program, as files are. */
    private final List<DraftContent> pages = List.of(page("About", 1), page("Services", 2));

    FirstPages(
            DatabaseClient database,
            StartDraft startDraft,
            PublishArticle publishArticle,
            TransactionalOperator transactions) {
        this.database = database;
        this.startDraft = startDraft;
        this.publishArticle = publishArticle;
        this.transactions = transactions;
    }

    /** Waits for a database that goes away at the start: until this is done, the program is not ready. */
    @Override
    public void run(ApplicationArguments arguments) {
        OutageLog outage = new OutageLog(LOG, "whether there are pages cannot be looked up");
        outage.untilItWorks(make(), LIMIT).block();
    }

    private Mono<Void> make() {
        return claim().filter(wanted -> wanted)
                .flatMapMany(wanted -> Flux.fromIterable(pages))
                .concatMap(this::publish)
                .then()
                .as(transactions::transactional);
    }

    /** Whether they are to be made, and by this process: another waits here until it is done, and makes none. */
    private Mono<Boolean> claim() {
        return database.sql("INSERT INTO first_pages DEFAULT VALUES ON CONFLICT DO NOTHING")
                .fetch()
                .rowsUpdated()
                .filter(claimed -> claimed > 0)
                .flatMap(claimed -> database.sql("SELECT NOT EXISTS (SELECT FROM draft)")
                        .mapValue(Boolean.class)
                        .one());
    }

    private Mono<Void> publish(DraftContent page) {
        return startDraft
                .execute(new StartDraft.Command(HOUSE, page))
                .map(FirstPages::done)
                .map(Draft::id)
                .flatMap(id -> publishArticle.execute(
                        new PublishArticle.Command(id, HOUSE, ExpectedVersion.ANY, null, null, false)))
                .map(FirstPages::done)
                .then();
    }

    private static <T> T done(Result<T> result) {
        if (result instanceof Result.Done<T> done) {
            return done.value();
        }
        throw new IllegalStateException("A first page was refused: " + result);
    }

    private static DraftContent page(String title, int menuPosition) {
        return new DraftContent(
                title,
                text(title),
                Format.MARKDOWN,
                null,
                null,
                List.of(),
                null,
                CommentPolicy.CLOSED,
                null,
                null,
                ArticleKind.PAGE,
                menuPosition,
                Seo.NONE,
                Visibility.PUBLIC,
                null,
                null,
                null,
                null);
    }

    private static String text(String title) {
        try (InputStream text = new ClassPathResource("first-pages/" + title + ".md").getInputStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
