package org.pressroom.gateway.site.feeds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.Named;
import tools.jackson.databind.json.JsonMapper;

/** A feed as JSON Feed 1.1. */
final class JsonFeed {

    private JsonFeed() {}

    static byte[] write(Feed feed, JsonMapper json) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("version", "https://jsonfeed.org/version/1.1");
        written.put("title", feed.title());
        written.put("home_page_url", feed.page());
        written.put("feed_url", feed.self());
        written.put("description", feed.description());
        put(written, "next_url", feed.next());
        written.put("favicon", feed.site() + "/favicon.svg");
        written.put("language", feed.language());
        written.put(
                "items",
                feed.articles().stream().map(article -> item(feed, article)).toList());
        return json.writeValueAsBytes(written);
    }

    private static Map<String, Object> item(Feed feed, ArticleSummary article) {
        Map<String, Object> item = new LinkedHashMap<>();
        String html = feed.html(article);
        item.put("id", Feed.id(article));
        item.put("url", feed.url(article));
        item.put("title", article.title());
        put(item, "summary", article.summary());
        put(item, "content_html", html);
        if (html == null) {
            // One of both must be there.
            item.put("content_text", article.summary() == null ? article.title() : article.summary());
        }
        put(item, "image", feed.picture(article));
        item.put("date_published", article.publishedAt().toString());
        item.put("date_modified", article.updatedAt().toString());
        item.put(
                "authors",
                article.authors().stream()
                        .map(author -> Map.of("name", author.name(), "url", feed.author(author)))
                        .toList());
        Named category = article.category();
        List<String> tags = Stream.concat(Stream.ofNullable(category), article.tags().stream())
                .map(Named::name)
                .distinct()
                .toList();
        if (!tags.isEmpty()) {
            item.put("tags", tags);
        }
        put(item, "language", article.language());
        return item;
    }

    private static void put(Map<String, Object> written, String name, @Nullable Object value) {
        if (value != null) {
            written.put(name, value);
        }
    }
}
