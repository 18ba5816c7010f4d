package org.pressroom.comment.moderation.rules;

import java.util.List;
import java.util.UUID;
import org.pressroom.comment.markdown.Reading;

/**
 * A comment as it is to be judged.
 *
 * @param plain its text without markup and code
 * @param shown all of its text that readers see, code and typed HTML too
 * @param signature the name its author goes by and the address of their web site, if any
 * @param links where its links lead, each as often as it stands there
 * @param markup the HTML that was typed outside of code
 * @param moderated whether the article wants every comment looked at by a person
 * @param staff whether a signed-in member of the staff wrote it
 */
public record Submission(
        UUID id,
        String plain,
        String shown,
        String signature,
        List<String> links,
        List<String> markup,
        boolean moderated,
        boolean staff) {

    /** A comment with the text that was read of it. */
    public static Submission of(UUID id, Reading text, String signature, boolean moderated, boolean staff) {
        return new Submission(id, text.plain(), text.shown(), signature, text.links(), text.markup(), moderated, staff);
    }
}
