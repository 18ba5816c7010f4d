package org.pressroom.common.contract;

import org.jspecify.annotations.Nullable;

/**
 * What an address is answered with at which there is no page.
 *
 * @param status 301, 302, 307, 308, or 410 where what was there is gone
 * @param location where it leads, as the header has it; null where it is gone
 */
public record RedirectAnswer(int status, @Nullable String location) {}
