package org.pressroom.subscription.subscribing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.EventType;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.subscription.subscribing.Subscription.Confirmed;
import org.pressroom.subscription.subscribing.Subscription.Details;
import org.pressroom.subscription.subscribing.Subscription.Ended;
import org.pressroom.subscription.subscribing.Subscription.Mail;
import org.pressroom.subscription.subscribing.Subscription.Pending;

/** Every state and what can be done in it. */
class SubscriptionTest {

    private static final UUID ID = UUID.randomUUID();
    private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant CONFIRMED_AT = Instant.parse("2026-11-02T00:00:00Z");
    private static final Instant ENDED_AT = Instant.parse("2026-11-03T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final Wish CRAFT = wish(new Subject("category", "craft"));
    private static final Wish TAGS = wish(new Subject("tag", "type"), new Subject("tag", "ink"));

    private static final Pending NEW =
            Subscription.begin(ID, EmailAddress.of("Rita@readers.example").orElseThrow(), CREATED);
    private static final Confirmed CONFIRMED = new Confirmed(details(CRAFT, 4, CONFIRMED_AT, null));
    private static final Ended ENDED = new Ended(details(CRAFT, 5, CONFIRMED_AT, ENDED_AT));
    private static final Pending REOPENED = ENDED.reopen();

    @Test
    void oneBeginsUnconfirmedWithNoTopics() {
        assertThat(NEW.status()).isEqualTo(SubscriptionStatus.PENDING);
        assertThat(NEW.details().version()).isEqualTo(1);
        assertThat(NEW.details().createdAt()).isEqualTo(CREATED);
        assertThat(NEW.wish()).isEqualTo(Wish.NOTHING);
    }

    @Test
    void onlyWhoIsSentItAlreadyIsRemindedAndAllOthersAreAsked() {
        assertThat(NEW.asked(CRAFT)).isEqualTo(Mail.CONFIRMATION);
        assertThat(ENDED.asked(CRAFT)).isEqualTo(Mail.CONFIRMATION);
        assertThat(CONFIRMED.asked(CRAFT)).isEqualTo(Mail.REMINDER);
        assertThat(CONFIRMED.asked(TAGS)).isEqualTo(Mail.CONFIRMATION);
    }

    @Test
    void whatWasAskedForIsConfirmedAndTold() {
        SubscriptionChange change = NEW.confirm(TAGS, NOW);

        assertThat(change.next()).isInstanceOf(Confirmed.class);
        assertThat(change.next().details().version()).isEqualTo(2);
        assertThat(change.next().details().confirmedAt()).isEqualTo(NOW);
        assertThat(change.next().wish().subjects())
                .containsExactly(new Subject("tag", "ink"), new Subject("tag", "type"));
        assertTold(change, EventType.SUBSCRIPTION_CONFIRMED, "confirmed", 2);
    }

    @Test
    void whoComesBackIsConfirmedAnew() {
        SubscriptionChange change = REOPENED.confirm(TAGS, NOW);

        assertThat(change.next().details().confirmedAt()).isEqualTo(NOW);
        assertThat(change.next().details().endedAt()).isNull();
        assertThat(change.next().wish()).isEqualTo(TAGS.ordered());
    }

    @Test
    void whatAConfirmedOneAsksForComesBesideWhatItHas() {
        SubscriptionChange change = CONFIRMED.confirm(TAGS, NOW);

        assertThat(change.next().wish().subjects())
                .containsExactly(
                        new Subject("category", "craft"), new Subject("tag", "ink"), new Subject("tag", "type"));
        assertThat(change.next().details().confirmedAt()).isEqualTo(CONFIRMED_AT);
        assertTold(change, EventType.SUBSCRIPTION_CONFIRMED, "confirmed", 5);
    }

    @Test
    void thereIsAnEndToWhatMayBeAdded() {
        Wish many = new Wish(
                IntStream.range(0, Wish.MOST_SUBJECTS_IN_ALL)
                        .mapToObj(i -> new Subject("tag", "t" + i))
                        .toList(),
                Frequency.INSTANT);

        assertThatThrownBy(() -> CONFIRMED.confirm(many, NOW))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isInstanceOf(Refusal.Conflict.class));
        assertThat(NEW.confirm(many, NOW).next().wish().subjects()).hasSize(Wish.MOST_SUBJECTS_IN_ALL);
    }

    @Test
    void aChangeReplacesWhatThereIsAndTheSameIsNone() {
        SubscriptionChange change = Objects.requireNonNull(CONFIRMED.change(TAGS, NOW));

        assertThat(change.next().wish()).isEqualTo(TAGS.ordered());
        assertTold(change, EventType.SUBSCRIPTION_CONFIRMED, "confirmed", 5);
        assertThat(CONFIRMED.change(CRAFT, NOW)).isNull();
        Confirmed tagged = (Confirmed) change.next();
        assertThat(tagged.change(TAGS, NOW)).as("in another order").isNull();
    }

    @Test
    void whoLeavesIsToldOfOnlyWhereOthersKnewOfThem() {
        SubscriptionChange left = CONFIRMED.end(false, NOW);
        assertThat(left.next().status()).isEqualTo(SubscriptionStatus.ENDED);
        assertThat(left.next().wish()).isEqualTo(CRAFT);
        assertThat(left.next().details().endedAt()).isEqualTo(NOW);
        assertThat(left.next().details().address()).isEqualTo("Rita@readers.example");
        assertTold(left, EventType.SUBSCRIPTION_ENDED, "ended", 5);

        SubscriptionChange never = NEW.end(false, NOW);
        assertThat(never.next().status()).isEqualTo(SubscriptionStatus.ENDED);
        assertThat(never.next().details().version()).isEqualTo(2);
        assertThat(never.told()).isNull();
        assertThat(REOPENED.end(false, NOW).next().details().endedAt()).isEqualTo(NOW);
    }

    @Test
    void whoIsErasedLeavesNoAddressAndNoTopics() {
        for (SubscriptionChange change : List.of(CONFIRMED.end(true, NOW), NEW.end(true, NOW), ENDED.erase())) {
            assertThat(change.next().status()).isEqualTo(SubscriptionStatus.ENDED);
            assertThat(change.next().details().address()).isNull();
            assertThat(change.next().wish().subjects()).isEmpty();
        }
        assertThat(ENDED.erase().told()).isNull();
        assertThat(ENDED.erase().next().details().version()).isEqualTo(6);
        assertThat(ENDED.erase().next().details().endedAt()).isEqualTo(ENDED_AT);
        assertTold(CONFIRMED.end(true, NOW), EventType.SUBSCRIPTION_ENDED, "ended", 5);
    }

    @Test
    void whoIsAskedAgainStandsAsBeforeUntilItIsConfirmed() {
        assertThat(REOPENED.status()).isEqualTo(SubscriptionStatus.PENDING);
        assertThat(REOPENED.details()).isEqualTo(details(CRAFT, 6, CONFIRMED_AT, ENDED_AT));
    }

    @Test
    void whatNobodyConfirmsIsGoneOrAsItWasBefore() {
        assertThat(NEW.expire()).isNull();
        assertThat(REOPENED.expire()).isEqualTo(new Ended(details(CRAFT, 7, CONFIRMED_AT, ENDED_AT)));
    }

    private static void assertTold(SubscriptionChange change, EventType type, String status, long version) {
        SubscriptionChange.Told told = Objects.requireNonNull(change.told());
        assertThat(told.type()).isEqualTo(type);
        assertThat(told.state().subscriptionId()).isEqualTo(ID);
        assertThat(told.state().status()).isEqualTo(status);
        assertThat(told.state().version()).isEqualTo(version);
        assertThat(told.state().toString()).doesNotContain("@");
    }

    private static Details details(Wish wish, long version, @Nullable Instant confirmedAt, @Nullable Instant endedAt) {
        return new Details(ID, "Rita@readers.example", wish, version, CREATED, confirmedAt, endedAt);
    }

    private static Wish wish(Subject... subjects) {
        return new Wish(List.of(subjects), Frequency.INSTANT);
    }
}
