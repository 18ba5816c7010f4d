package org.pressroom.common.contract;

/**
 * A part of what search engines are to find.
 *
 * @param number by which it stays known
 * @param kind {@code article}, {@code tag} or {@code author}: of what
 */
public record SitemapPart(int number, String kind) {}
