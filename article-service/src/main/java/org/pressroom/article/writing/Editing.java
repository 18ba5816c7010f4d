package org.pressroom.article.writing;

import java.time.Instant;
import java.util.UUID;
import org.pressroom.common.PlainJava;

/**
 * That somebody has an article open to write in it.
 *
 * @param editorSlug,editorName who, by the public name
 * @param until when it lapses, unless they say again that they are at it
 */
@PlainJava
record Editing(UUID editorId, String editorSlug, String editorName, Instant since, Instant until) {}
