package org.pressroom.article.taxonomy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * A category or a tag that was merged into another or deleted, as long as it has articles.
 *
 * @param into what it was merged into; null where it was deleted
 */
@PlainJava
public record EndedTerm(UUID id, @Nullable UUID into) {}
