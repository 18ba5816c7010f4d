package org.pressroom.subscription.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * Where one message to one target stands. What waits can be claimed by a process, which then decides alone what becomes
 * of it; what has ended stays as it is.
 */
@PlainJava
sealed interface Delivery {

    DeliveryStatus status();

    /** How often the channel was asked. */
    int attempts();

    /** What was said of it last. */
    Answer last();

    /**
     * What a channel, or this service, said of a delivery.
     *
     * @param code what the other side answered; null where it was not asked, or knows no codes
     * @param reason null where there is nothing to explain
     */
    record Answer(@Nullable Integer code, @Nullable String reason) {

        static final Answer NONE = new Answer(null, null);
    }

    /** What nothing of was handed over, for all that is known in the database. */
    sealed interface NotBegun extends Delivery {

        @Override
        default DeliveryStatus status() {
            return DeliveryStatus.QUEUED;
        }

        /** It is not due any more. */
        default Skipped skip(SkipReason why) {
            return new Skipped(attempts(), new Answer(last().code(), why.text()));
        }
    }

    /** It waits until it is due, and for a process that claims it. */
    record Queued(int attempts, Instant dueAt, Answer last) implements NotBegun {

        Claimed claim() {
            return new Claimed(attempts, dueAt, last);
        }
    }

    /** A process has claimed it, and decides what becomes of it. */
    sealed interface Held extends Delivery {

        Instant dueAt();

        /** Gives it back as it was: nothing was handed over, through no fault of its own. */
        default Queued release() {
            return new Queued(attempts(), dueAt(), last());
        }

        /** It is not due any more, and nothing was handed over. */
        Skipped skip(SkipReason why);

        /** What its channel's answer makes of it. */
        default Delivery settle(SendResult.Answered result, Attempt attempt) {
            if (result instanceof SendResult.Accepted accepted) {
                return new Sent(attempts() + 1, new Answer(accepted.code(), null));
            }
            if (result instanceof SendResult.Refused refused) {
                Answer answer = new Answer(refused.code(), refused.text());
                return refused.forGood() ? new Failed(attempts() + 1, answer) : again(this, answer, attempt);
            }
            if (result instanceof SendResult.Unreachable unreachable) {
                // A channel that was ready may mind this one alone: it must not be the first again after each pause.
                return unreachable.wasReady() ? again(this, new Answer(null, unreachable.why()), attempt) : release();
            }
            return new Uncertain(attempts() + 1, new Answer(null, ((SendResult.Unknown) result).why()));
        }

        /**
         * Its channel ended in a failure instead of an answer.
         *
         * @param passes whether it is the database that is away, or the like: then its age does not count
         */
        Delivery fail(boolean passes, Attempt attempt);

        /** The process that held it is dead. */
        Delivery abandon();
    }

    /** Claimed, and nothing of it handed over. */
    record Claimed(int attempts, Instant dueAt, Answer last) implements NotBegun, Held {

        Sending begin() {
            return new Sending(attempts, dueAt, last);
        }

        @Override
        public Skipped skip(SkipReason why) {
            return NotBegun.super.skip(why);
        }

        @Override
        public Delivery fail(boolean passes, Attempt attempt) {
            return passes
                    ? new Queued(attempts + 1, attempt.soon(), Answer.NONE)
                    : again(this, new Answer(null, "it could not be prepared"), attempt);
        }

        @Override
        public Delivery abandon() {
            return release();
        }
    }

    /** It may be on its way: only who holds it knows. */
    record Sending(int attempts, Instant dueAt, Answer last) implements Held {

        @Override
        public DeliveryStatus status() {
            return DeliveryStatus.SENDING;
        }

        @Override
        public Skipped skip(SkipReason why) {
            return new Skipped(attempts, new Answer(last.code(), why.text()));
        }

        /** Nobody can tell whether it happened before anything was handed over, or after. */
        @Override
        public Delivery fail(boolean passes, Attempt attempt) {
            return new Uncertain(attempts + 1, new Answer(null, "it broke off while it was sent"));
        }

        @Override
        public Delivery abandon() {
            return new Uncertain(attempts + 1, new Answer(null, "the process that was sending it ended"));
        }
    }

    /** What is final. */
    sealed interface Ended extends Delivery {}

    record Sent(int attempts, Answer last) implements Ended {
        @Override
        public DeliveryStatus status() {
            return DeliveryStatus.SENT;
        }
    }

    record Failed(int attempts, Answer last) implements Ended {
        @Override
        public DeliveryStatus status() {
            return DeliveryStatus.FAILED;
        }
    }

    /** Never sent again, since it may have come. */
    record Uncertain(int attempts, Answer last) implements Ended {
        @Override
        public DeliveryStatus status() {
            return DeliveryStatus.UNCERTAIN;
        }
    }

    record Skipped(int attempts, Answer last) implements Ended {
        @Override
        public DeliveryStatus status() {
            return DeliveryStatus.SKIPPED;
        }
    }

    private static Delivery again(Held held, Answer answer, Attempt attempt) {
        int attempts = held.attempts() + 1;
        return attempt.nextAt(attempts)
                .<Delivery>map(at -> new Queued(attempts, at, answer))
                .orElseGet(() -> new Failed(attempts, answer));
    }

    /**
     * One attempt at a delivery.
     *
     * @param createdAt when what is delivered came to be
     */
    record Attempt(Instant at, Instant createdAt, RetryRule retry) {

        /** When it is tried again after so many attempts; nothing where it is too old for that. */
        Optional<Instant> nextAt(int attempts) {
            return retry.next(attempts, Duration.between(createdAt, at)).map(at::plus);
        }

        /** When it is tried again whatever its age. */
        Instant soon() {
            return at.plus(retry.first());
        }
    }
}
