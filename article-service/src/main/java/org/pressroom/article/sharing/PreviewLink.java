package org.pressroom.article.sharing;

import java.time.Instant;
import org.pressroom.common.PlainJava;

/**
 * A link to a draft.
 *
 * @param token a secret: whoever has it may read the draft
 * @param expiresAt when it stops to lead there
 */
@PlainJava
record PreviewLink(String token, Instant createdAt, Instant expiresAt) {}
