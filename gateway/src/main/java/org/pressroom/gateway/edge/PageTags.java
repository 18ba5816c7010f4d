package org.pressroom.gateway.edge;

import java.util.UUID;
import java.util.stream.Stream;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.routes.Route;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a page that is rendered here shows, so that the edge cache may keep it and knows what drops it.
 *
 * <p>A handler of a page names everything that the page shows, before its answer is written:
 *
 * <pre>{@code
 * PageTags.of(exchange).article(article.id()).thread(article.id());
 * }</pre>
 *
 * <ul>
 *   <li>A page without any tag is never kept, nor is one of a principal with a session cookie, nor any status but 200.
 *   <li>A page that misses a part because a service is away calls {@link #incomplete()} and is not kept either.
 *   <li>A kept page is rendered once for all strangers: only the query parameters of {@link Route#cacheParameters}
 *       reach the handler, no cookie and no other header of the client but {@code Accept-Language}. So what such a page
 *       shows may depend on nothing else, and pages that say what happened to a form need paths of their own.
 *   <li>The cache sets {@code ETag} and {@code Cache-Control} itself.
 * </ul>
 */
public final class PageTags {

    static final String INCOMPLETE = PageTags.class.getName() + ".incomplete";

    private final ServerWebExchange exchange;

    private PageTags(ServerWebExchange exchange) {
        this.exchange = exchange;
    }

    /** The tags of the answer to the given request. */
    public static PageTags of(ServerWebExchange exchange) {
        return new PageTags(exchange);
    }

    /** The page shows this article. */
    public PageTags article(UUID articleId) {
        return tag(CacheTags.article(articleId));
    }

    /** The page shows this article, and which translations of it there are. */
    public PageTags article(ArticleSummary article) {
        return tag(CacheTags.page(article));
    }

    /** The page shows comments of this article. */
    public PageTags thread(UUID articleId) {
        return tag(CacheTags.thread(articleId));
    }

    /** The page lists these articles, and any article's change may change which they are. */
    public PageTags list(Stream<UUID> articleIds) {
        return tag(CacheTags.list(articleIds));
    }

    /** Subscribers read more than the page shows: it is for those who show nothing of that kind. */
    public PageTags lessThanSubscribersRead() {
        return tag(CacheTags.LESS_THAN_SUBSCRIBERS_READ);
    }

    /** A part of the page is missing: it is shown, but not kept. */
    public PageTags incomplete() {
        exchange.getAttributes().put(INCOMPLETE, true);
        return this;
    }

    private PageTags tag(String tag) {
        exchange.getResponse().getHeaders().add(HeaderNames.CACHE_TAG, tag);
        return this;
    }
}
