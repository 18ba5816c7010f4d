package org.pressroom.article.rendering;

/**
 * A body ready to be shown, and how long it is.
 *
 * @param words as those who write its language tell them apart, in scripts without spaces too
 */
public record MeasuredBody(RenderedBody rendered, int words) {}
