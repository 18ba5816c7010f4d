package org.pressroom.common.events;

import java.util.UUID;

/**
 * How many comments readers see under an article.
 *
 * @param version grows with every change of the count
 */
public record ArticleCounted(UUID articleId, long version, long commentCount) {}
