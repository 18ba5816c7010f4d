package org.pressroom.common.contract;

import java.time.Instant;
import java.util.UUID;

/**
 * The answer to a new comment.
 *
 * @param status {@code pending}: it is not judged yet
 * @param editToken lets its author see and change it, as {@code X-Edit-Token}; told once
 */
public record AcceptedComment(UUID id, String status, String editToken, Instant editableUntil) {}
