package org.pressroom.comment.commenting;

import java.util.UUID;

/**
 * Take a comment back for good.
 *
 * @param editToken what its writer was given for that
 */
record DeleteComment(UUID id, String editToken) {}
