package org.pressroom.article.reviewing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.ReviewStatus;
import org.pressroom.common.PlainJava;
import org.pressroom.common.events.EventType;

/**
 * The review of an article, as far as it came. Each step is a method of the state in which it can be taken, and gives the
 * next state and what others are to hear.
 */
@PlainJava
sealed interface Submission {

    /** Grows with every step; 0 before the first. */
    long version();

    /** One that an article can be handed in from. */
    sealed interface Open extends Submission {

        /**
         * Hands the article in.
         *
         * @param message what editors are to know; null for nothing
         */
        default SubmissionChange submit(UUID submitterId, Instant now, @Nullable String message) {
            return new SubmissionChange(
                    EventType.DRAFT_SUBMITTED, new Submitted(version() + 1, submitterId, now, message));
        }
    }

    /** One of an article that was handed in. */
    sealed interface Known extends Submission {
        ReviewStatus status();

        /** What was handed in. */
        Submitted submitted();

        /** Who brought it into this state; null for the house itself. */
        @Nullable
        UUID actorId();

        /** When that was. */
        Instant since();

        /** What was said with that; null for nothing. */
        default @Nullable String answer() {
            return null;
        }
    }

    /** It was never handed in. */
    record NeverSubmitted() implements Open {
        @Override
        public long version() {
            return 0;
        }
    }

    /**
     * It waits for an editor.
     *
     * @param message what editors are to know; null for nothing
     */
    record Submitted(
            long version,
            UUID actorId,
            Instant since,
            @Nullable String message) implements Known {

        @Override
        public ReviewStatus status() {
            return ReviewStatus.SUBMITTED;
        }

        @Override
        public Submitted submitted() {
            return this;
        }

        /**
         * Sends it back to who wrote it.
         *
         * @param why what is still to be done
         */
        SubmissionChange giveBack(UUID editorId, Instant now, String why) {
            return new SubmissionChange(EventType.DRAFT_RETURNED, new Returned(version + 1, this, editorId, now, why));
        }

        /** Takes it back. */
        SubmissionChange withdraw(UUID writerId, Instant now) {
            return new SubmissionChange(
                    EventType.SUBMISSION_WITHDRAWN, new Withdrawn(version + 1, this, writerId, now));
        }

        /**
         * Readers see it.
         *
         * @param editorId null for the house itself
         */
        SubmissionChange publish(@Nullable UUID editorId, Instant now) {
            return new SubmissionChange(
                    EventType.SUBMISSION_PUBLISHED, new Published(version + 1, this, editorId, now));
        }
    }

    /** An editor sent it back. */
    record Returned(long version, Submitted submitted, UUID actorId, Instant since, String answer)
            implements Known, Open {
        @Override
        public ReviewStatus status() {
            return ReviewStatus.RETURNED;
        }
    }

    /** Who wrote it took it back. */
    record Withdrawn(long version, Submitted submitted, UUID actorId, Instant since) implements Known, Open {
        @Override
        public ReviewStatus status() {
            return ReviewStatus.WITHDRAWN;
        }
    }

    /** It went public. */
    record Published(
            long version, Submitted submitted, @Nullable UUID actorId, Instant since) implements Known, Open {
        @Override
        public ReviewStatus status() {
            return ReviewStatus.PUBLISHED;
        }
    }
}
