package org.pressroom.common.contract;

import java.util.UUID;

/**
 * What an answer may show, as {@link HeaderNames#CACHE_TAG} names it. Whoever answers names all that the answer shows;
 * the gateway drops a kept answer when an event says that one of these has changed.
 */
public final class CacheTags {

    /** Many articles, or how many there are: any change of any of them may change it. */
    public static final String LIST = "list";

    private CacheTags() {}

    /** One article. */
    public static String article(UUID articleId) {
        return "article:" + articleId;
    }

    /** Comments of one article. */
    public static String thread(UUID articleId) {
        return "thread:" + articleId;
    }
}
