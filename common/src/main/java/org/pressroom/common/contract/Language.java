package org.pressroom.common.contract;

import org.jspecify.annotations.Nullable;

/**
 * A language that articles are written in.
 *
 * @param language as of BCP 47, without a script or a region
 * @param name what it calls itself
 * @param articleCount how many articles there are in it; null where it is said of a list, and where an older service does not
 *     say
 */
public record Language(
        String language, String name, @Nullable Long articleCount) {}
