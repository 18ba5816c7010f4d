package org.pressroom.gateway.site.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.Named;
import tools.jackson.databind.json.JsonMapper;

/** The pages' facts for machines, as JSON-LD after schema.org. */
public final class StructuredData {
    private final JsonMapper json;
    private final String siteUrl;
    private final String siteName;

    public StructuredData(JsonMapper json, String siteUrl, String siteName) {
        this.json = json;
        this.siteUrl = siteUrl;
        this.siteName = siteName;
    }

    String site() {
        return written(Map.of("@context", "https://schema.org", "@type", "WebSite", "name", siteName, "url", siteUrl));
    }

    public String article(ArticleView article) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("@context", "https://schema.org");
        facts.put("@type", "Article");
        facts.put("headline", article.title());
        put(facts, "description", article.summary());
        facts.put("datePublished", article.publishedAt().toString());
        facts.put("dateModified", article.updatedAt().toString());
        put(facts, "image", image(article));
        put(facts, "inLanguage", article.language());
        List<Map<String, String>> authors =
                article.authors().stream().map(this::person).toList();
        facts.put("author", authors.size() == 1 ? authors.get(0) : authors);
        facts.put("publisher", Map.of("@type", "Organization", "name", siteName, "url", siteUrl));
        facts.put("mainEntityOfPage", siteUrl + "/articles/" + article.slug());
        facts.put("commentCount", article.commentCount());
        return written(facts);
    }

    private Map<String, String> person(Named author) {
        return Map.of("@type", "Person", "name", author.name(), "url", siteUrl + "/authors/" + author.slug());
    }

    /** Of a page that is no article. */
    String page(ArticleView page) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("@context", "https://schema.org");
        facts.put("@type", "WebPage");
        facts.put("name", page.title());
        put(facts, "description", page.summary());
        put(facts, "image", image(page));
        put(facts, "inLanguage", page.language());
        facts.put("dateModified", page.updatedAt().toString());
        facts.put("url", siteUrl + "/pages/" + page.slug());
        return written(facts);
    }

    private static @Nullable String image(ArticleView article) {
        return article.cover() == null ? null : article.cover().url();
    }

    private static void put(Map<String, @Nullable Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    /** A title may hold {@code </script>}: no tag can begin where every {@code <} is escaped. */
    private String written(Map<String, ?> facts) {
        return json.writeValueAsString(facts).replace("<", "\\u003c");
    }
}
