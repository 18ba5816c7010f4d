package org.pressroom.comment.commenting;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pressroom.comment.markdown.CommentMarkdown;
import org.pressroom.comment.markdown.Folded;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.Shown;

/**
 * A comment's text as it is kept.
 *
 * @param fingerprint the same for texts that read the same
 */
@SuppressWarnings("ArrayRecordComponent")
record WrittenText(String body, String html, byte[] fingerprint) {

    private static final int FINGERPRINT_BYTES = 16;

    /** Renders a text; fails with 422 where a reader would see nothing of it. */
    static WrittenText of(String body) {
        CommentMarkdown.Rendered rendered = CommentMarkdown.render(body);
        if (Shown.isBlank(rendered.shown())) {
            throw Problems.invalid("body", "must show something");
        }
        byte[] digest = Secrets.sha256(Folded.fold(body).getBytes(StandardCharsets.UTF_8));
        return new WrittenText(body, rendered.html(), Arrays.copyOf(digest, FINGERPRINT_BYTES));
    }
}
