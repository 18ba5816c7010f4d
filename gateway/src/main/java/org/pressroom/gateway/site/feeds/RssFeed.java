package org.pressroom.gateway.site.feeds;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.Named;
import org.pressroom.gateway.site.rendering.XmlDocument;
import org.springframework.web.util.HtmlUtils;

/**
 * A feed in RSS 2.0. What that has no element for is said with those of other vocabularies: the text (content), who wrote it
 * and in which language (Dublin Core), where the feed and its parts are (Atom), and the picture (Media RSS).
 */
final class RssFeed {

    private final Feed feed;
    private final XmlDocument xml;

    private RssFeed(Feed feed, XmlDocument xml) {
        this.feed = feed;
        this.xml = xml;
    }

    static byte[] write(Feed feed) {
        return XmlDocument.of(xml -> xml.within(
                "rss",
                () -> xml.within("channel", new RssFeed(feed, xml)::write),
                "version",
                "2.0",
                "xmlns:atom",
                "http://www.w3.org/2005/Atom",
                "xmlns:content",
                "http://purl.org/rss/1.0/modules/content/",
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/",
                "xmlns:media",
                "http://search.yahoo.com/mrss/"));
    }

    private void write() {
        xml.element("title", feed.title());
        xml.element("link", feed.page());
        xml.element("description", asHtml(feed.description()));
        xml.element("language", feed.language());
        xml.element("lastBuildDate", written(feed.updated()));
        xml.element("generator", "Pressroom");
        xml.empty("atom:link", "rel", "self", "type", FeedFormat.RSS.type(), "href", feed.self());
        if (feed.next() != null) {
            xml.empty("atom:link", "rel", "next", "type", FeedFormat.RSS.type(), "href", feed.next());
        }
        feed.articles().forEach(article -> xml.within("item", () -> write(article)));
    }

    private void write(ArticleSummary article) {
        xml.element("title", article.title());
        xml.element("link", feed.url(article));
        xml.element("guid", Feed.id(article), "isPermaLink", "false");
        xml.element("pubDate", written(article.publishedAt()));
        article.authors().forEach(author -> xml.element("dc:creator", author.name()));
        Named category = article.category();
        if (category != null) {
            xml.element("category", category.name(), "domain", feed.categories());
        }
        article.tags().forEach(tag -> xml.element("category", tag.name(), "domain", feed.tags()));
        xml.element("dc:language", article.language());
        xml.element("description", asHtml(article.summary()));
        xml.element("content:encoded", feed.html(article));
        String picture = feed.picture(article);
        if (picture != null) {
            xml.empty("media:content", "url", picture, "medium", "image");
        }
    }

    /** A description is HTML, by custom. */
    private static @Nullable String asHtml(@Nullable String text) {
        return text == null ? null : HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String written(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }
}
