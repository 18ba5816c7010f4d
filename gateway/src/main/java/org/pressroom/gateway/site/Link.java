package org.pressroom.gateway.site;

/** A name and the page of ours that it leads to. */
record Link(String name, String url) {
    static Link author(ArticleJson.Named author) {
        return new Link(author.name(), "/authors/" + author.slug());
    }

    static Link category(ArticleJson.Named category) {
        return new Link(category.name(), "/categories/" + category.slug());
    }

    static Link tag(ArticleJson.Named tag) {
        return new Link(tag.name(), "/tags/" + tag.slug());
    }
}
