package org.pressroom.gateway.site.comments;

import org.pressroom.gateway.site.look.Scrolling;
import org.pressroom.gateway.site.look.Writing;

/**
 * What a comment says, ready for a page.
 *
 * @param html of the comment service, whose code and tables the keyboard reaches
 * @param writing of its words, as nobody says which language they are in
 */
record CommentWords(String html, Writing writing) {

    static CommentWords of(String bodyHtml) {
        return new CommentWords(Scrolling.focusable(bodyHtml), Writing.of(bodyHtml));
    }
}
