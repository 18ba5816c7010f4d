package org.pressroom.comment.model;

import java.util.Arrays;
import org.pressroom.comment.markdown.CommentMarkdown;
import org.pressroom.comment.markdown.NormalizedText;
import org.pressroom.comment.markdown.Reading;
import org.pressroom.common.text.Sha256;
import org.pressroom.common.text.Shown;
import org.pressroom.common.usecase.RefusedException;

/**
 * A comment's text as it is kept.
 *
 * @param reading what the rules of moderation are to read
 * @param fingerprint the same for texts that read the same
 */
@SuppressWarnings("ArrayRecordComponent")
public record RenderedComment(String body, String html, Reading reading, byte[] fingerprint) {

    private static final int FINGERPRINT_BYTES = 16;

    /**
     * Renders a text: not on an event loop.
     *
     * @throws RefusedException invalid, {@code body}: where a reader would see nothing of it
     * @throws org.pressroom.common.markup.BodyTooComplex where it would cost too much
     */
    public static RenderedComment of(String body) {
        CommentMarkdown.Rendered rendered = CommentMarkdown.render(body);
        if (Shown.isBlank(rendered.reading().shown())) {
            throw RefusedException.invalid("body", "must show something");
        }
        byte[] digest = Sha256.of(NormalizedText.of(body));
        return new RenderedComment(body, rendered.html(), rendered.reading(), Arrays.copyOf(digest, FINGERPRINT_BYTES));
    }
}
