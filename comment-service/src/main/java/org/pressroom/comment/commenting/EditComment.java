package org.pressroom.comment.commenting;

import java.util.UUID;

/**
 * Give a comment a new text.
 *
 * @param editToken what its writer was given for that
 * @param body Markdown
 */
record EditComment(UUID id, String editToken, String body) {}
