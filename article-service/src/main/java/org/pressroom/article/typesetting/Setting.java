package org.pressroom.article.typesetting;

/**
 * A body ready to be shown.
 *
 * @param html safe to show as it is
 * @param opening its first words, up to 160 characters of plain text; empty for an empty body
 * @param readingMinutes at least 1
 */
public record Setting(String html, String opening, int readingMinutes) {}
