package org.pressroom.common.events;

import java.util.UUID;

/**
 * How many comments of a thread are approved.
 *
 * @param version grows with every change of the count
 */
public record ThreadCounted(UUID articleId, long version, long approvedCount) {}
