package org.pressroom.local.samples;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader's comment and what was replied to it.
 *
 * @param article the slug; null in a reply
 */
record SampleComment(@Nullable String article, String name, String email, String body, List<SampleComment> replies) {}
