package org.pressroom.common.events;

import java.util.List;
import java.util.UUID;

/**
 * A category or a tag, as readers know it.
 *
 * @param kind {@code category} or {@code tag}
 * @param version grows with every change; a consumer ignores a state that is not newer than its own
 * @param formerSlugs under which it was found before
 */
public record TermState(UUID termId, String kind, long version, String slug, String name, List<String> formerSlugs) {}
