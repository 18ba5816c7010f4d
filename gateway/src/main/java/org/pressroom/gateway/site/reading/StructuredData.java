package org.pressroom.gateway.site.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.AuthorView;
import org.pressroom.common.contract.Named;
import org.pressroom.gateway.settings.SitePicture;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.articles.Link;
import org.pressroom.gateway.site.look.SiteInfo;
import tools.jackson.databind.json.JsonMapper;

/** The pages' facts for machines, as JSON-LD after schema.org. */
public final class StructuredData {
    private final JsonMapper json;
    private final String siteUrl;
    private final Supplier<SiteInfo> site;

    /** @param site what is known of the publication just now, whose address does not change */
    public StructuredData(JsonMapper json, Supplier<SiteInfo> site) {
        this.json = json;
        this.siteUrl = site.get().url();
        this.site = site;
    }

    /** Of the front page: what the site is, and how it is searched. */
    String site() {
        Map<String, @Nullable Object> search = typed("SearchAction");
        search.put("target", Map.of("@type", "EntryPoint", "urlTemplate", siteUrl + "/search?q={search_term_string}"));
        search.put("query-input", "required name=search_term_string");
        Map<String, @Nullable Object> facts = typed("WebSite");
        facts.put("name", site.get().name());
        facts.put("url", siteUrl + "/");
        facts.put("publisher", publisher());
        facts.put("potentialAction", search);
        return written(List.of(facts));
    }

    /**
     * Of an article.
     *
     * @param branch the categories that it is in, from the top on
     */
    public String article(ArticleView article, List<Link> branch) {
        String address = siteUrl + "/articles/" + article.slug();
        Map<String, @Nullable Object> facts = typed("Article");
        facts.put("headline", article.title());
        put(facts, "description", article.summary());
        facts.put("url", address);
        facts.put("datePublished", article.publishedAt().toString());
        facts.put("dateModified", article.updatedAt().toString());
        facts.put("image", image(article));
        put(facts, "inLanguage", article.language());
        List<Map<String, @Nullable Object>> authors = article.authors().stream()
                .map(author -> person(author.name(), author.slug()))
                .toList();
        facts.put("author", authors.size() == 1 ? authors.get(0) : authors);
        facts.put("publisher", publisher());
        facts.put("mainEntityOfPage", address);
        Named category = article.category();
        put(facts, "articleSection", category == null ? null : category.name());
        put(
                facts,
                "keywords",
                article.tags().isEmpty()
                        ? null
                        : article.tags().stream().map(Named::name).toList());
        facts.put("timeRequired", "PT" + Math.max(1, article.readingMinutes()) + "M");
        facts.put("commentCount", article.commentCount());
        return written(List.of(facts, breadcrumbs(branch, article.title())));
    }

    /** Of a page that is no article. */
    String page(ArticleView page) {
        Map<String, @Nullable Object> facts = typed("WebPage");
        facts.put("name", page.title());
        put(facts, "description", page.summary());
        facts.put("image", image(page));
        put(facts, "inLanguage", page.language());
        facts.put("dateModified", page.updatedAt().toString());
        facts.put("url", siteUrl + "/pages/" + page.slug());
        return written(List.of(facts));
    }

    /**
     * Of a list of articles.
     *
     * @param path the list's
     * @param branch the categories above it, from the top on
     */
    String listing(
            String name, @Nullable String description, String path, List<Link> branch, List<ArticleSummary> articles) {
        Map<String, @Nullable Object> facts = typed("CollectionPage");
        facts.put("name", name);
        put(facts, "description", description);
        facts.put("url", siteUrl + path);
        facts.put("isPartOf", Map.of("@type", "WebSite", "name", site.get().name(), "url", siteUrl + "/"));
        if (!articles.isEmpty()) {
            facts.put("mainEntity", list(articles));
        }
        return written(List.of(facts, breadcrumbs(branch, name)));
    }

    /** Of the page of an author. */
    String author(AuthorView author, String path, List<ArticleSummary> articles) {
        Map<String, @Nullable Object> person = person(author.name(), author.slug());
        put(person, "description", author.bio());
        put(person, "image", author.picture() == null ? null : absolute(author.picture()));
        Map<String, @Nullable Object> facts = typed("ProfilePage");
        facts.put("name", author.name());
        facts.put("url", siteUrl + path);
        facts.put("mainEntity", person);
        if (!articles.isEmpty()) {
            facts.put("hasPart", list(articles));
        }
        return written(List.of(facts, breadcrumbs(List.of(), author.name())));
    }

    private Map<String, @Nullable Object> list(List<ArticleSummary> articles) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (ArticleSummary article : articles) {
            Map<String, @Nullable Object> item = typed("ListItem");
            item.put("position", items.size() + 1);
            item.put("url", siteUrl + Article.pathOf(article));
            item.put("name", article.title());
            items.add(item);
        }
        Map<String, @Nullable Object> list = typed("ItemList");
        list.put("itemListElement", items);
        return list;
    }

    /** The way from the front page; where it ends has no address of its own, being where one is. */
    private Map<String, @Nullable Object> breadcrumbs(List<Link> branch, String here) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        Stream.concat(Stream.of(new Link(site.get().name(), "/")), branch.stream())
                .forEach(link -> {
                    Map<String, @Nullable Object> item = crumb(items.size() + 1, link.name());
                    item.put("item", siteUrl + link.url());
                    items.add(item);
                });
        items.add(crumb(items.size() + 1, here));
        Map<String, @Nullable Object> list = typed("BreadcrumbList");
        list.put("itemListElement", items);
        return list;
    }

    private static Map<String, @Nullable Object> crumb(int position, String name) {
        Map<String, @Nullable Object> item = typed("ListItem");
        item.put("position", position);
        item.put("name", name);
        return item;
    }

    private Map<String, @Nullable Object> person(String name, String slug) {
        Map<String, @Nullable Object> person = typed("Person");
        person.put("name", name);
        person.put("url", siteUrl + "/authors/" + slug);
        return person;
    }

    private Map<String, @Nullable Object> publisher() {
        Map<String, @Nullable Object> publisher = typed("Organization");
        publisher.put("name", site.get().name());
        publisher.put("url", siteUrl + "/");
        SitePicture logo = site.get().look().logo();
        if (logo != null) {
            publisher.put("logo", siteUrl + logo.path());
        }
        return publisher;
    }

    /** Its cover, or what is drawn in the place of one. */
    private String image(ArticleView article) {
        return absolute(ShownPicture.of(article));
    }

    /** Machines that read these facts know no page to which an address could be relative. */
    private String absolute(String address) {
        return address.startsWith("/") ? siteUrl + address : address;
    }

    private static Map<String, @Nullable Object> typed(String type) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("@type", type);
        return facts;
    }

    private static void put(Map<String, @Nullable Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    /** A title may hold {@code </script>}: no tag can begin where every {@code <} is escaped. */
    private String written(List<Map<String, @Nullable Object>> things) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        whole.put("@context", "https://schema.org");
        if (things.size() == 1) {
            whole.putAll(things.get(0));
        } else {
            whole.put("@graph", things);
        }
        return json.writeValueAsString(whole).replace("<", "\\u003c");
    }
}
