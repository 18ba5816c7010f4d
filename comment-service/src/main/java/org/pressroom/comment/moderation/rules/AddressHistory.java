package org.pressroom.comment.moderation.rules;

/**
 * What became of earlier comments from the same address: each counted up to {@link #MOST}, none where there is no
 * address.
 */
public record AddressHistory(int approved, int rejected) {

    /** Nobody needs more to be known by. */
    public static final int MOST = 20;
}
