package org.pressroom.common.contract;

/**
 * How much readers find in all.
 *
 * @param articles that lists show, in a category or in none
 */
public record Totals(long articles) {}
