package org.pressroom.common.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that leads on where there is no page.
 *
 * @param from its path, decoded, with its query where it has one
 * @param to a path on the site or an https address; null where what was there is gone
 * @param status 301, 302, 307, 308 or 410
 */
public record RedirectState(
        UUID redirectId, String from, @Nullable String to, int status) {}
