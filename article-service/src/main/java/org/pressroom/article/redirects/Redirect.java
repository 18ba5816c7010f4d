package org.pressroom.article.redirects;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * An address that leads on.
 *
 * @param source as {@link RedirectSource} has it
 * @param target null where what was there is gone for good
 * @param status with which it is answered
 */
@PlainJava
record Redirect(UUID id, String source, @Nullable RedirectTarget target, int status, Instant createdAt) {}
