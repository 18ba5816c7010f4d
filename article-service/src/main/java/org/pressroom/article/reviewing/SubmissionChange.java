package org.pressroom.article.reviewing;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.pressroom.common.PlainJava;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SubmissionState;

/**
 * A step of a review, for others to hear of.
 *
 * @param next how it stands since then
 */
@PlainJava
record SubmissionChange(EventType event, Submission.Known next) {

    /** What others are told: whom it concerns beside the editors, of whom others know who they are. */
    SubmissionState state(UUID articleId, List<UUID> authorIds) {
        boolean forEditors = event == EventType.DRAFT_SUBMITTED || event == EventType.SUBMISSION_WITHDRAWN;
        List<UUID> writers = forEditors
                ? List.of()
                : Stream.concat(authorIds.stream(), Stream.of(next.submitted().actorId()))
                        .distinct()
                        .filter(writer -> !writer.equals(next.actorId()))
                        .toList();
        return new SubmissionState(
                articleId,
                next.version(),
                next.status().wireName(),
                authorIds.get(0),
                next.actorId(),
                next.since(),
                writers);
    }
}
