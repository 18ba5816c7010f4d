package org.pressroom.comment.commenting;

import java.time.Instant;
import java.util.UUID;

/**
 * What came of a new comment: it waits to be judged.
 *
 * @param editToken lets its author see and change it; told once
 */
record Posted(UUID id, String editToken, Instant editableUntil) {}
