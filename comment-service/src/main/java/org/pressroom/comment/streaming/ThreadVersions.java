package org.pressroom.comment.streaming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pressroom.common.database.Columns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The versions of threads that can be read. Those that are asked for at about the same time are looked up together, one
 * statement after another: when a process has ended, all who watched streams of it come to another at once.
 */
@Component
class ThreadVersions {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadVersions.class);

    static final int MOST_AT_ONCE = 1_000;

    private static final Duration GATHERING = Duration.ofMillis(5);

    /** An answer of the database that is lost on its way would be waited for without end. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    // article_pkey, thread_pkey
    private static final String VERSIONS = """
            SELECT a.id, t.version FROM article a JOIN thread t ON t.article_id = a.id
            WHERE a.id = ANY(:ids) AND a.status = 'published'
            """;

    private record Question(UUID articleId, Sinks.One<Long> answer) {}

    private record Version(UUID articleId, long version) {}

    private final DatabaseClient database;
    private final Queue<Question> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean answering = new AtomicBoolean();

    ThreadVersions(DatabaseClient database) {
        this.database = database;
    }

    /** The thread's version after this was asked; empty where the article is not there to be read. */
    Mono<Long> now(UUID articleId) {
        return Mono.defer(() -> {
            Question question = new Question(articleId, Sinks.one());
            waiting.add(question);
            answerSoon();
            return question.answer().asMono();
        });
    }

    /** The versions of at most {@link #MOST_AT_ONCE} threads; those of articles that are not there to be read are left out. */
    Mono<Map<UUID, Long>> of(Collection<UUID> articleIds) {
        return database.sql(VERSIONS)
                .bind("ids", articleIds.toArray(UUID[]::new))
                .map(row -> new Version(Columns.uuid(row, "id"), Columns.number(row, "version")))
                .all()
                .collectMap(Version::articleId, Version::version)
                .timeout(LIMIT);
    }

    private void answerSoon() {
        if (answering.compareAndSet(false, true)) {
            Mono.delay(GATHERING)
                    .then(Mono.defer(this::answerSome)
                            .repeat(() -> !waiting.isEmpty())
                            .then())
                    .doOnTerminate(() -> answering.set(false))
                    .subscribe(nothing -> {}, failure -> LOG.error("versions of threads are not told", failure), () -> {
                        if (!waiting.isEmpty()) {
                            answerSoon();
                        }
                    });
        }
    }

    private Mono<Void> answerSome() {
        List<Question> questions = some();
        List<UUID> asked =
                questions.stream().map(Question::articleId).distinct().toList();
        return Mono.defer(() -> of(asked))
                .doOnNext(versions -> questions.forEach(question -> answer(question, versions)))
                .doOnError(failure ->
                        questions.forEach(question -> question.answer().tryEmitError(failure)))
                .onErrorComplete()
                .then();
    }

    private static void answer(Question question, Map<UUID, Long> versions) {
        Long version = versions.get(question.articleId());
        if (version == null) {
            question.answer().tryEmitEmpty();
        } else {
            question.answer().tryEmitValue(version);
        }
    }

    private List<Question> some() {
        List<Question> some = new ArrayList<>();
        while (some.size() < MOST_AT_ONCE) {
            Question question = waiting.poll();
            if (question == null) {
                break;
            }
            some.add(question);
        }
        return some;
    }
}
