package org.pressroom.common.contract;

import org.jspecify.annotations.Nullable;

/**
 * Where an article has what was searched for: HTML that is safe to show as it is, in which that is marked by {@code <mark>}.
 *
 * @param titleHtml its whole title
 * @param textHtml the passage of its text that has most of it; null where only its title, its tags or the later part of a
 *     long text have it
 */
public record Highlight(String titleHtml, @Nullable String textHtml) {}
