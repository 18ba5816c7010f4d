package org.pressroom.gateway.site.articles;

import org.pressroom.common.contract.Named;

/** A name and the page of ours that it leads to. */
public record Link(String name, String url) {
    static Link author(Named author) {
        return new Link(author.name(), "/authors/" + author.slug());
    }

    public static Link category(Named category) {
        return new Link(category.name(), "/categories/" + category.slug());
    }

    static Link tag(Named tag) {
        return new Link(tag.name(), "/tags/" + tag.slug());
    }
}
