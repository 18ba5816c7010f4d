package org.pressroom.common.contract;

import java.time.Instant;

/**
 * An article that was published lately.
 *
 * @param language as of BCP 47
 */
public record NewsEntry(String slug, String title, String language, Instant publishedAt) {}
