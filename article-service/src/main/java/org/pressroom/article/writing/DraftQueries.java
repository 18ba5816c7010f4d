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
 * asked for as it plans: so it is told to plan each anew.
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
        String column = order.key().column();
        String direction = order.descending() ? " DESC" : "";
        List<String> conditions = conditions(filter);
        if (after != null) {
            conditions.add("(%s, d.id) %s (:afterKey, :afterId)".formatted(column, order.descending() ? "<" : ">"));
        }
        // draft_by_ and the key, of_author where only one writer's are listed; or where few match what is asked for,
        // draft_by_status, draft_by_category, draft_by_language, draft_scheduled, draft_changed, draft_pages,
        // draft_by_tag, draft_by_word
        DatabaseClient.GenericExecuteSpec query = database.sql("SELECT " + DraftRepository.COLUMNS + " "
                        + DraftRepository.TABLES
                        + (conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions))
                        + " ORDER BY " + column + direction + ", d.id" + direction + " LIMIT :rows")
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

    private static List<String> conditions(DraftFilter filter) {
        List<String> conditions = new ArrayList<>();
        if (filter.author() != null) {
            conditions.add("d.author_id = :author");
        }
        if (filter.state() != null) {
            conditions.add(filter.state().condition());
        }
        if (filter.kind() != null) {
            conditions.add(filter.kind() == ArticleKind.PAGE ? "d.kind = 'page'" : "d.kind = 'article'");
        }
        if (filter.category() != null) {
            conditions.add("d.category_key = term_key(:category)");
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
