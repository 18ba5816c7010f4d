package org.pressroom.article.rendering;

/**
 * A body ready to be shown.
 *
 * @param html safe to show as it is
 * @param opening its first words, up to 160 characters of plain text; empty for an empty body
 * @param readingMinutes at least 1
 * @param showsSomething whether readers see something of it: words, a picture or a line
 */
public record RenderedBody(String html, String opening, int readingMinutes, boolean showsSomething) {}
