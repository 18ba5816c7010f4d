package org.pressroom.common.events;

import java.util.UUID;

/**
 * The public side of a member of staff.
 *
 * @param version grows with every change
 * @param active false once the account was closed
 */
public record AccountState(UUID accountId, long version, String slug, String name, boolean active) {}
