package org.pressroom.gateway.site.calls;

/** What was asked for under a former slug of an article. */
public final class ArticleMovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String slug;

    public ArticleMovedException(String slug) {
        super("the article has another slug by now");
        this.slug = slug;
    }

    /** The slug by which the article is known now. */
    public String slug() {
        return slug;
    }
}
