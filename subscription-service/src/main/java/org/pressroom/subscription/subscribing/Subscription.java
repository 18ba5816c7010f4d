package org.pressroom.subscription.subscribing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.events.EventType;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.usecase.RefusedException;

/**
 * One address and what it is sent. What cannot be done where it stands is not there to be called; each change counts up
 * the version, here and nowhere else, and says what others are told of it.
 */
@PlainJava
sealed interface Subscription {

    Details details();

    SubscriptionStatus status();

    default UUID id() {
        return details().id();
    }

    default Preferences preferences() {
        return details().preferences();
    }

    /**
     * What is kept of one wherever it stands.
     *
     * @param address null once it was erased
     * @param preferences what was confirmed last; no topics before that
     * @param version counted up with each change
     * @param confirmedAt since when without a break, or until {@code endedAt}
     */
    record Details(
            UUID id,
            @Nullable String address,
            Preferences preferences,
            long version,
            Instant createdAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant endedAt) {

        private Details next(Preferences preferences, @Nullable Instant confirmedAt, @Nullable Instant endedAt) {
            return new Details(id, address, preferences, version + 1, createdAt, confirmedAt, endedAt);
        }

        private Details erased() {
            return new Details(
                    id,
                    null,
                    new Preferences(List.of(), preferences.frequency()),
                    version,
                    createdAt,
                    confirmedAt,
                    endedAt);
        }
    }

    /** The mail that a request is answered with. It goes to the address itself: whoever asked learns nothing. */
    enum Mail {
        /** By which the request is confirmed. */
        CONFIRMATION,
        /** Which tells that nothing is left to confirm. */
        REMINDER
    }

    /** Begins for an address that is not known. */
    static Pending begin(UUID id, EmailAddress address, Instant now) {
        return new Pending(new Details(id, address.mailbox(), Preferences.NOTHING, 1, now, null, null));
    }

    /** The mail that a request of somebody, perhaps its owner, asks for. */
    default Mail asked(Preferences wanted) {
        return Mail.CONFIRMATION;
    }

    /** One whose owner can confirm what was asked for: only then has it an effect. */
    sealed interface Confirmable extends Subscription {

        /**
         * Its owner confirms what was asked for.
         *
         * @throws RefusedException conflict, where it would be too much
         */
        SubscriptionChange confirm(Preferences wanted, Instant now);

        /** Its owner leaves, or says that it was not asked for. */
        SubscriptionChange end(boolean erase, Instant now);
    }

    /** Asked for, and not confirmed: it is sent nothing but the mail that asks. */
    record Pending(Details details) implements Confirmable {

        @Override
        public SubscriptionStatus status() {
            return SubscriptionStatus.PENDING;
        }

        @Override
        public SubscriptionChange confirm(Preferences wanted, Instant now) {
            Confirmed confirmed = new Confirmed(details.next(wanted.ordered(), now, null));
            return SubscriptionChange.published(EventType.SUBSCRIPTION_CONFIRMED, confirmed, now);
        }

        @Override
        public SubscriptionChange end(boolean erase, Instant now) {
            return SubscriptionChange.silent(Ended.of(details.next(preferences(), details.confirmedAt(), now), erase));
        }

        /**
         * Nobody confirmed it in time.
         *
         * @return who was subscribed before has left, as before; null where nothing is to be kept of it
         */
        @Nullable
        Ended expire() {
            return details.confirmedAt() == null
                    ? null
                    : new Ended(details.next(preferences(), details.confirmedAt(), details.endedAt()));
        }
    }

    /** Sent what it wishes. */
    record Confirmed(Details details) implements Confirmable {

        @Override
        public SubscriptionStatus status() {
            return SubscriptionStatus.CONFIRMED;
        }

        @Override
        public Mail asked(Preferences wanted) {
            return preferences().covers(wanted) ? Mail.REMINDER : Mail.CONFIRMATION;
        }

        /** Asked for beside what it has. */
        @Override
        public SubscriptionChange confirm(Preferences wanted, Instant now) {
            Preferences both = wanted.and(preferences());
            if (both.topics().size() > Preferences.MOST_TOPICS_IN_ALL) {
                throw RefusedException.conflict(
                        "A subscription has at most " + Preferences.MOST_TOPICS_IN_ALL + " topics.");
            }
            return changed(both.ordered(), now);
        }

        /**
         * Its owner says what it is sent from now on.
         *
         * @return null where it is sent just that
         */
        @Nullable
        SubscriptionChange change(Preferences wanted, Instant now) {
            Preferences ordered = wanted.ordered();
            return ordered.equals(preferences()) ? null : changed(ordered, now);
        }

        private SubscriptionChange changed(Preferences preferences, Instant now) {
            Confirmed next = new Confirmed(details.next(preferences, details.confirmedAt(), null));
            return SubscriptionChange.published(EventType.SUBSCRIPTION_CONFIRMED, next, now);
        }

        @Override
        public SubscriptionChange end(boolean erase, Instant now) {
            Ended ended = Ended.of(details.next(preferences(), details.confirmedAt(), now), erase);
            return SubscriptionChange.published(EventType.SUBSCRIPTION_ENDED, ended, now);
        }
    }

    /** Sent nothing. */
    record Ended(Details details) implements Subscription {

        private static Ended of(Details details, boolean erase) {
            return new Ended(erase ? details.erased() : details);
        }

        @Override
        public SubscriptionStatus status() {
            return SubscriptionStatus.ENDED;
        }

        /** Somebody asks for it again. */
        Pending reopen() {
            return new Pending(details.next(preferences(), details.confirmedAt(), details.endedAt()));
        }

        /** Its address goes too. */
        SubscriptionChange erase() {
            return SubscriptionChange.silent(
                    Ended.of(details.next(preferences(), details.confirmedAt(), details.endedAt()), true));
        }
    }
}
