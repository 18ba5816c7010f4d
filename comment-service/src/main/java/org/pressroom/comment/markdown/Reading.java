package org.pressroom.comment.markdown;

import java.util.List;

/**
 * A comment's text as the rules of moderation read it.
 *
 * @param plain what is left when markup and code are taken away
 * @param shown all that a reader sees: code and typed HTML too
 * @param links where its links lead, in order, each as often as it stands there
 * @param markup the HTML that was typed outside of code
 */
public record Reading(String plain, String shown, List<String> links, List<String> markup) {

    public Reading {
        links = List.copyOf(links);
        markup = List.copyOf(markup);
    }
}
