package org.pressroom.subscription.subscribing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.EventType;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.usecase.RefusedException;

/**
 * One address and what it is sent. What cannot be done where it stands is not there to be called; each change counts up
 * the version, here and nowhere else, and says what others are told of it.
 */
sealed interface Subscription {

    Details details();

    SubscriptionStatus status();

    default UUID id() {
        return details().id();
    }

    default Wish wish() {
        return details().wish();
    }

    /**
     * What is kept of one wherever it stands.
     *
     * @param address null once it was erased
     * @param wish what was confirmed last; no topics before that
     * @param version counted up with each change
     * @param confirmedAt since when without a break, or until {@code endedAt}
     */
    record Details(
            UUID id,
            @Nullable String address,
            Wish wish,
            long version,
            Instant createdAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant endedAt) {

        private Details next(Wish wish, @Nullable Instant confirmedAt, @Nullable Instant endedAt) {
            return new Details(id, address, wish, version + 1, createdAt, confirmedAt, endedAt);
        }

        private Details erased() {
            return new Details(
                    id, null, new Wish(List.of(), wish.frequency()), version, createdAt, confirmedAt, endedAt);
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
        return new Pending(new Details(id, address.mailbox(), Wish.NOTHING, 1, now, null, null));
    }

    /** The mail that a request of somebody, perhaps its owner, asks for. */
    default Mail asked(Wish wanted) {
        return Mail.CONFIRMATION;
    }

    /** One whose owner can confirm what was asked for: only then has it an effect. */
    sealed interface Confirmable extends Subscription {

        /**
         * Its owner confirms what was asked for.
         *
         * @throws RefusedException conflict, where it would be too much
         */
        SubscriptionChange confirm(Wish wanted, Instant now);

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
        public SubscriptionChange confirm(Wish wanted, Instant now) {
            Confirmed confirmed = new Confirmed(details.next(wanted.ordered(), now, null));
            return SubscriptionChange.told(EventType.SUBSCRIPTION_CONFIRMED, confirmed, now);
        }

        @Override
        public SubscriptionChange end(boolean erase, Instant now) {
            return SubscriptionChange.untold(Ended.of(details.next(wish(), details.confirmedAt(), now), erase));
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
                    : new Ended(details.next(wish(), details.confirmedAt(), details.endedAt()));
        }
    }

    /** Sent what it wishes. */
    record Confirmed(Details details) implements Confirmable {

        @Override
        public SubscriptionStatus status() {
            return SubscriptionStatus.CONFIRMED;
        }

        @Override
        public Mail asked(Wish wanted) {
            return wish().covers(wanted) ? Mail.REMINDER : Mail.CONFIRMATION;
        }

        /** Asked for beside what it has. */
        @Override
        public SubscriptionChange confirm(Wish wanted, Instant now) {
            Wish both = wanted.and(wish());
            if (both.subjects().size() > Wish.MOST_SUBJECTS_IN_ALL) {
                throw RefusedException.conflict("A subscription has at most " + Wish.MOST_SUBJECTS_IN_ALL + " topics.");
            }
            return changed(both.ordered(), now);
        }

        /**
         * Its owner says what it is sent from now on.
         *
         * @return null where it is sent just that
         */
        @Nullable
        SubscriptionChange change(Wish wanted, Instant now) {
            Wish ordered = wanted.ordered();
            return ordered.equals(wish()) ? null : changed(ordered, now);
        }

        private SubscriptionChange changed(Wish wish, Instant now) {
            Confirmed next = new Confirmed(details.next(wish, details.confirmedAt(), null));
            return SubscriptionChange.told(EventType.SUBSCRIPTION_CONFIRMED, next, now);
        }

        @Override
        public SubscriptionChange end(boolean erase, Instant now) {
            Ended ended = Ended.of(details.next(wish(), details.confirmedAt(), now), erase);
            return SubscriptionChange.told(EventType.SUBSCRIPTION_ENDED, ended, now);
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
            return new Pending(details.next(wish(), details.confirmedAt(), details.endedAt()));
        }

        /** Its address goes too. */
        SubscriptionChange erase() {
            return SubscriptionChange.untold(
                    Ended.of(details.next(wish(), details.confirmedAt(), details.endedAt()), true));
        }
    }
}
