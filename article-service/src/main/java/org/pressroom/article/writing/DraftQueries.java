package org.pressroom.article.writing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The list of all drafts, however it is filtered and sorted. Of 100,000 drafts, 70,000 of them one writer's, a page of 30
 * takes 36 blocks in the middle, and 850 at worst (drafts by the date of their publication), where PostgreSQL knows what is
 * asked for as it plans: so it is told to plan each anew. One writer's are two lists in one: those whose first author they
 * are, and those that they wrote with others.
 */
@Component
class DraftQueries {

    private final DatabaseClient database;
    private final TransactionalOperator transactions;

    DraftQueries(DatabaseClient database, TransactionalOperator transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** A page of drafts, their bodies left out. */
    Mono<Page<Draft>> page(DraftFilter filter, DraftOrder order, PageRequest request) {
        return database.sql("SET LOCAL plan_cache_mode = force_custom_plan")
                .then()
                .then(query(filter, order, request)
                        .map(row -> DraftRepository.draft(row, ""))
                        .all()
                        .collectList())
                .map(rows -> Page.cut(rows, request, order::cursor))
                .as(transactions::transactional);
    }

    private DatabaseClient.GenericExecuteSpec query(DraftFilter filter, DraftOrder order, PageRequest request) {
        Cursor after = request.after();
        String direction = order.direction();
        // draft_by_ and the key, or where few match what is asked for, draft_by_status, draft_by_category,
        // draft_by_language, draft_scheduled, draft_changed, draft_pages, draft_by_tag, draft_by_word
        DatabaseClient.GenericExecuteSpec query = database.sql("SELECT " + DraftRepository.COLUMNS + " FROM ("
                        + (filter.author() == null
                                ? listed(filter, order, after != null)
                                : listedOfAuthor(filter, order, after != null))
                        + ") AS listed JOIN draft d ON d.id = listed.id " + DraftRepository.BESIDE
                        + "ORDER BY listed.sort_key" + direction + ", d.id" + direction)
                .bind("rows", request.rows());
        query = bind(query, "author", filter.author());
        query = bind(query, "category", filter.category());
        query = bind(query, "tag", filter.tag());
        query = bind(query, "language", filter.language());
        query = bind(query, "search", filter.search());
        return after == null
                ? query
                : query.bind("afterKey", order.key().bound(after)).bind("afterId", after.uuid(1));
    }

    private static String listed(DraftFilter filter, DraftOrder order, boolean isContinued) {
        return listed("draft d", order.key().column(), "d.id", conditions(filter, "d"), order, isContinued);
    }

    /** Those whose first author it is by draft_by_ the key of_author, the others by draft_coauthor_by_ the key. */
    private static String listedOfAuthor(DraftFilter filter, DraftOrder order, boolean isContinued) {
        List<String> first = conditions(filter, "d");
        first.add("d.author_id = :author");
        List<String> further = conditions(filter, "c");
        further.add("c.author_id = :author");
        String direction = order.direction();
        return "(" + listed("draft d", order.key().column(), "d.id", first, order, isContinued) + ") UNION ALL ("
                + listed(
                        "draft_coauthor c JOIN draft d ON d.id = c.draft_id",
                        order.key().coauthorColumn(),
                        "c.draft_id",
                        further,
                        order,
                        isContinued)
                + ") ORDER BY sort_key" + direction + ", id" + direction + " LIMIT :rows";
    }

    private static String listed(
            String tables, String column, String id, List<String> conditions, DraftOrder order, boolean isContinued) {
        if (isContinued) {
            conditions.add("(%s, %s) %s (:afterKey, :afterId)".formatted(column, id, order.descending() ? "<" : ">"));
        }
        String direction = order.direction();
        return "SELECT " + id + " AS id, " + column + " AS sort_key FROM " + tables
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY " + column + direction + ", " + id + direction + " LIMIT :rows";
    }

    /** @param listed what has the columns that the list is filtered by: the draft {@code d}, or {@code c} */
    private static List<String> conditions(DraftFilter filter, String listed) {
        List<String> conditions = new ArrayList<>();
        if (filter.state() != null) {
            conditions.add(filter.state().condition(listed));
        }
        if (filter.kind() != null) {
            conditions.add(listed + (filter.kind() == ArticleKind.PAGE ? ".kind = 'page'" : ".kind = 'article'"));
        }
        if (filter.category() != null) {
            conditions.add(listed + ".category_key = term_key(:category)");
        }
        if (filter.tag() != null) {
            conditions.add("d.tag_keys @> ARRAY[term_key(:tag)]");
        }
        if (filter.language() != null) {
            conditions.add("d.language = :language");
        }
        if (filter.search() != null) {
            conditions.add("d.words @@ draft_query(:search)");
        }
        return conditions;
    }

    private static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec query, String name, @Nullable Object value) {
        return value == null ? query : query.bind(name, value);
    }
}
