package org.pressroom.subscription.notifying;

import java.time.Instant;
import java.util.List;
import org.pressroom.common.PlainJava;

/**
 * Whom a publication is for: every subscription that was confirmed before the given moment and has one of the topics.
 *
 * @param categories its slugs, now and before, and those of the categories that it lies beneath; none where the article has
 *     no category
 * @param authors their slugs
 * @param tags their slugs, now and before
 */
@PlainJava
record Audience(Instant confirmedBefore, List<String> categories, List<String> authors, List<String> tags) {}
