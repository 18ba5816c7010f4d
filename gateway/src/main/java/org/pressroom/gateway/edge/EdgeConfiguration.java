package org.pressroom.gateway.edge;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.ArticleCounted;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.RedirectState;
import org.pressroom.common.events.SiteChanged;
import org.pressroom.common.events.TermState;
import org.pressroom.common.problem.ProblemTranslator;
import org.pressroom.gateway.redirects.Redirects;
import org.pressroom.gateway.settings.SiteKeeper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The cache, and the events that drop what it keeps. Every gateway hears every event from the moment on in which it
 * began to listen; what it misses while Kafka is away is covered by the short time that answers stay fresh.
 */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    private static final Duration SITE_LOOKED_AT_EVERY = Duration.ofSeconds(20);

    @Bean
    EdgeCache edgeCache(EdgeProperties properties) {
        return new EdgeCache(
                properties,
                failure -> ProblemTranslator.translate(failure).status().is5xxServerError(),
                Ticker.systemTicker());
    }

    @Bean
    EventBroadcast edgePurges(
            EventConsumers consumers,
            EdgeCache cache,
            Redirects redirects,
            SiteWatch site,
            ObjectProvider<ListWatcher> watchers) {
        // What lists show is asked for anew after they were dropped: by then nobody is to have the old of it.
        Runnable changed = () -> watchers.forEach(ListWatcher::listChanged);
        EventConsumers.Broadcast purges = consumers.broadcast("gateway-edge");
        for (EventType shown : List.of(EventType.ARTICLE_PUBLISHED, EventType.ARTICLE_REVISED)) {
            purges.on(shown, ArticleState.class, (event, article) -> {
                changed.run();
                cache.purge(CacheTags.article(article.articleId()));
                cache.purge(CacheTags.LIST);
                purgeLinks(cache, article);
            });
        }
        for (EventType gone : List.of(EventType.ARTICLE_UNPUBLISHED, EventType.ARTICLE_REMOVED)) {
            purges.on(gone, ArticleState.class, (event, article) -> {
                changed.run();
                cache.remove(CacheTags.article(article.articleId()));
                cache.remove(CacheTags.thread(article.articleId()));
                cache.remove(CacheTags.LIST);
                purgeLinks(cache, article);
            });
        }
        // Lists that show it are tagged with it, too; all others show the same as before.
        purges.on(
                EventType.ARTICLE_COUNTED,
                ArticleCounted.class,
                (event, counted) -> cache.purge(CacheTags.article(counted.articleId())));
        ThreadVersions threads = new ThreadVersions();
        purges.on(EventType.COMMENT_APPROVED, CommentState.class, (event, comment) -> {
            if (threads.grows(comment)) {
                cache.purge(CacheTags.thread(comment.articleId()));
            }
        });
        for (EventType gone : List.of(EventType.COMMENT_HELD, EventType.COMMENT_REJECTED, EventType.COMMENT_REMOVED)) {
            purges.on(gone, CommentState.class, (event, comment) -> {
                if (threads.grows(comment)) {
                    cache.remove(CacheTags.thread(comment.articleId()));
                }
            });
        }
        // The articles' own copy of a byline follows a moment later; until then the short time helps.
        purges.on(EventType.ACCOUNT_CHANGED, AccountState.class, (event, account) -> {
            changed.run();
            cache.purge(CacheTags.LIST);
        });
        // Lists say what it is called, and where it stands; articles that show it are told of themselves.
        purges.on(EventType.TERM_CHANGED, TermState.class, (event, term) -> {
            changed.run();
            cache.purge(CacheTags.LIST);
        });
        purges.on(EventType.TERM_REMOVED, TermState.class, (event, term) -> {
            changed.run();
            cache.remove(CacheTags.LIST);
        });
        for (EventType redirected : List.of(EventType.REDIRECT_ADDED, EventType.REDIRECT_REMOVED)) {
            purges.on(redirected, RedirectState.class, (event, redirect) -> redirects.changed());
        }
        purges.on(EventType.SITE_CHANGED, SiteChanged.class, (event, told) -> site.changed());
        return purges.build();
    }

    @Bean
    SiteWatch siteWatch(SiteKeeper site, EdgeCache cache) {
        return new SiteWatch(site, cache);
    }

    @Bean
    PollingTask siteWatching(SiteWatch site) {
        return PollingTask.of("the look at how the site is", site::look, SITE_LOOKED_AT_EVERY);
    }

    /** What shows its translations links to it, or is to from now on, or no more. */
    private static void purgeLinks(EdgeCache cache, ArticleState article) {
        cache.purge(CacheTags.translations(article.translationGroup()));
        cache.purge(CacheTags.translations(article.articleId()));
    }
}
