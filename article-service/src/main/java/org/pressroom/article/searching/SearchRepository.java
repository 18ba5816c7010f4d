package org.pressroom.article.searching;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.searching.SearchDocument.Spelling;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Finds articles by words, and words by what somebody typed. */
@Component
class SearchRepository {

    /** Of a word that more have, these are the newest ones. Each is ranked, which takes some 20 microseconds. */
    private static final int MOST = 400;

    private static final int MOST_BY_TITLE = 200;

    /** Of so many words a beginning may be that of. */
    private static final int COMPLETIONS = 12;

    /** With the same three letters at their beginning. */
    private static final int SIMILAR = 2_000;

    private static final int BEGINNING = 3;

    /** Weights of body, summary, tags and title. */
    private static final String WEIGHTS = "'{0.1, 0.3, 0.5, 1.0}'";

    private static final String FOUND_BY = "(SELECT article_id FROM search_document"
            + " WHERE vector @@ (CAST(:%1$s AS tsquery) && %2$s)%3$s LIMIT %4$d)";

    private final DatabaseClient database;

    SearchRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * An article that was found.
     *
     * @param score the higher the better
     * @param body the beginning of it
     */
    record Hit(UUID articleId, long score, String body) {}

    /** Where a hit stands among others. */
    record Place(long score, UUID articleId) {}

    /**
     * The best of what is found, the best first. By search_document_vector, several times: of what has it in its title and
     * of all, the newest blocks first, so that a word which every third article has costs no more than others. What is
     * older is looked at where these do not have enough. Then search_document_pkey.
     *
     * @param inTitle a query for words of titles
     * @param query a query for words wherever they are
     * @param ranking by which the articles are ranked
     * @param after the last one that was shown; null for the start
     */
    Flux<Hit> find(String inTitle, String query, String ranking, SearchFilter filter, @Nullable Place after, int rows) {
        String days = (filter.since() == null ? "" : " AND published_at >= :since")
                + (filter.before() == null ? "" : " AND published_at < :before");
        DatabaseClient.GenericExecuteSpec statement = database.sql("""
                        WITH found AS MATERIALIZED (
                            (%1$s LIMIT %2$d)
                            UNION
                            (%3$s LIMIT %4$d)),
                        ranked AS (
                            SELECT article_id, CAST(
                                1e9 * ts_rank(%5$s, vector, CAST(:ranking AS tsquery), 1)
                                + extract(epoch FROM published_at) / 1000 AS bigint) AS score
                            FROM found JOIN search_document USING (article_id))
                        SELECT article_id, score, body FROM ranked JOIN search_document USING (article_id)
                        %6$s
                        ORDER BY score DESC, article_id DESC LIMIT :rows
                        """.formatted(
                                newestBlocksFirst("inTitle", days, MOST_BY_TITLE),
                                MOST_BY_TITLE,
                                newestBlocksFirst("query", days, MOST),
                                MOST,
                                WEIGHTS,
                                after == null ? "" : "WHERE (score, article_id) < (:score, :id)"))
                .bind("inTitle", inTitle)
                .bind("query", query)
                .bind("ranking", ranking)
                .bind("rows", rows);
        if (filter.since() != null) {
            statement = statement.bind("since", filter.since());
        }
        if (filter.before() != null) {
            statement = statement.bind("before", filter.before());
        }
        if (after != null) {
            statement = statement.bind("score", after.score()).bind("id", after.articleId());
        }
        return statement
                .map(row -> new Hit(
                        Columns.uuid(row, "article_id"), Columns.number(row, "score"), Columns.text(row, "body")))
                .all();
    }

    /** Each part is looked at only where those before it have too few. */
    private static String newestBlocksFirst(String query, String days, int most) {
        return Stream.of("search_blocks(0, 0)", "search_blocks(1, 3)", "search_blocks(4, 31)", "!!search_blocks(0, 31)")
                .map(blocks -> FOUND_BY.formatted(query, blocks, days, most))
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** The words that begin like this, those first that many articles are called by. */
    Flux<Spelling> beginning(String letters) {
        // search_word_begins
        return database.sql("""
                        SELECT written, term FROM search_word
                        WHERE left(written, 3) = left(:letters, 3) AND starts_with(written, :letters)
                        ORDER BY naming DESC, written LIMIT :limit
                        """)
                .bind("letters", letters)
                .bind("limit", COMPLETIONS)
                .map(row -> new Spelling(Columns.text(row, "written"), Columns.text(row, "term")))
                .all();
    }

    /** Which of these words there are. */
    Flux<String> known(Collection<String> words) {
        // search_word_pkey
        return database.sql("SELECT DISTINCT written FROM search_word WHERE written = ANY (:words)")
                .bind("words", words.toArray(String[]::new))
                .mapValue(String.class)
                .all();
    }

    /**
     * A word that there is.
     *
     * @param naming how many articles are called by it
     */
    record Candidate(String written, int naming) {}

    /** Of these words those that there are, and those with the same beginning as one that is about as long. */
    Flux<Candidate> similar(String word, Collection<String> oneSlipAway) {
        // search_word_pkey; search_word_begins
        return database.sql("""
                        SELECT written, naming FROM search_word WHERE written = ANY (:near)
                        UNION ALL
                        (SELECT written, naming FROM search_word
                         WHERE left(written, 3) = :beginning AND length(written) BETWEEN :shortest AND :longest
                         ORDER BY naming DESC, written LIMIT :limit)
                        """)
                .bind("near", oneSlipAway.toArray(String[]::new))
                .bind(
                        "beginning",
                        word.substring(
                                0,
                                word.offsetByCodePoints(0, Math.min(BEGINNING, word.codePointCount(0, word.length())))))
                .bind("shortest", word.codePointCount(0, word.length()) - Slips.MOST)
                .bind("longest", word.codePointCount(0, word.length()) + Slips.MOST)
                .bind("limit", SIMILAR)
                .map(row -> new Candidate(Columns.text(row, "written"), Columns.integer(row, "naming")))
                .all();
    }
}
