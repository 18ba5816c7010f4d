package org.pressroom.comment.moderation;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.moderation.rules.Decision;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;

/**
 * Decide on some comments.
 *
 * @param reason for the history; readers never see it
 * @param versions which version of a comment the moderator saw; of a comment that is not named here, any
 */
record DecideComments(
        List<UUID> commentIds,
        Decision decision,
        @Nullable String reason,
        Map<UUID, @Nullable Long> versions,
        Actor.Account moderator) {

    /** Refused as invalid for versions that no comment has, or of comments that are not decided on. */
    void check() {
        versions.forEach((id, version) -> {
            if (!commentIds.contains(id)) {
                throw RefusedException.invalid("versions", "must be of comments among commentIds");
            } else if (version == null || version < 1) {
                throw RefusedException.invalid("versions." + id, "must be a number from 1 on");
            }
        });
    }
}
