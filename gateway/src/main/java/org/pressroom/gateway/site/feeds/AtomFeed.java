package org.pressroom.gateway.site.feeds;

import java.time.temporal.ChronoUnit;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.Named;
import org.pressroom.gateway.site.rendering.XmlDocument;

/** A feed in Atom (RFC 4287), its parts linked as RFC 5005 has it. */
final class AtomFeed {

    private static final String MEDIA = "http://search.yahoo.com/mrss/";

    private final Feed feed;
    private final XmlDocument xml;

    private AtomFeed(Feed feed, XmlDocument xml) {
        this.feed = feed;
        this.xml = xml;
    }

    static byte[] write(Feed feed) {
        return XmlDocument.of(xml -> xml.within(
                "feed",
                new AtomFeed(feed, xml)::write,
                "xmlns",
                "http://www.w3.org/2005/Atom",
                "xmlns:media",
                MEDIA,
                "xml:lang",
                feed.language()));
    }

    private void write() {
        xml.element("id", feed.id());
        xml.element("title", feed.title());
        xml.element("subtitle", feed.description());
        xml.element("updated", feed.updated().truncatedTo(ChronoUnit.SECONDS).toString());
        xml.empty("link", "rel", "self", "type", FeedFormat.ATOM.type(), "href", feed.self());
        xml.empty("link", "rel", "alternate", "type", "text/html", "href", feed.page());
        if (feed.next() != null) {
            xml.empty("link", "rel", "next", "type", FeedFormat.ATOM.type(), "href", feed.next());
        }
        xml.element("generator", "Pressroom");
        feed.articles().forEach(article -> xml.within("entry", () -> write(article), "xml:lang", article.language()));
    }

    private void write(ArticleSummary article) {
        xml.element("id", Feed.id(article));
        xml.element("title", article.title());
        xml.empty("link", "rel", "alternate", "type", "text/html", "href", feed.url(article));
        xml.element("published", article.publishedAt().toString());
        xml.element("updated", article.updatedAt().toString());
        for (Named author : article.authors()) {
            xml.within("author", () -> {
                xml.element("name", author.name());
                xml.element("uri", feed.author(author));
            });
        }
        Named category = article.category();
        if (category != null) {
            write(category, feed.categories());
        }
        article.tags().forEach(tag -> write(tag, feed.tags()));
        xml.element("summary", article.summary());
        xml.element("content", feed.html(article), "type", "html");
        String picture = feed.picture(article);
        if (picture != null) {
            xml.empty("media:content", "url", picture, "medium", "image");
        }
    }

    private void write(Named term, String scheme) {
        xml.empty("category", "term", term.slug(), "scheme", scheme, "label", term.name());
    }
}
