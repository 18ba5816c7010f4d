package org.pressroom.subscription.notifying;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * Whom a publication is for: every subscription that was confirmed before the given moment and has one of the topics.
 *
 * @param category its slug; null where the article has none
 * @param authors their slugs
 * @param tags their slugs
 */
@PlainJava
record Audience(Instant confirmedBefore, @Nullable String category, List<String> authors, List<String> tags) {}
