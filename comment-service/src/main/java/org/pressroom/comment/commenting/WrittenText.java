package org.pressroom.comment.commenting;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pressroom.comment.markdown.CommentMarkdown;
import org.pressroom.comment.markdown.Folded;

/**
 * A comment's text as it is kept.
 *
 * @param fingerprint the same for texts that read the same
 */
@SuppressWarnings("ArrayRecordComponent")
record WrittenText(String body, String html, byte[] fingerprint) {

    private static final int FINGERPRINT_BYTES = 16;

    /** Renders a text. */
    static WrittenText of(String body) {
        String html = CommentMarkdown.render(body).html();
        byte[] digest = Secrets.sha256(Folded.fold(body).getBytes(StandardCharsets.UTF_8));
        return new WrittenText(body, html, Arrays.copyOf(digest, FINGERPRINT_BYTES));
    }
}
