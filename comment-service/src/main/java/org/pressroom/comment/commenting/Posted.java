package org.pressroom.comment.commenting;

import java.time.Instant;
import java.util.UUID;

/**
 * The answer to a new comment.
 *
 * @param editToken lets its author see and change it while it waits; told once
 */
record Posted(UUID id, String status, String editToken, Instant editableUntil) {}
