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

    private static final Preferences CRAFT = preferences(new Topic("category", "craft"));
    private static final Preferences TAGS = preferences(new Topic("tag", "type"), new Topic("tag", "ink"));

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
        assertThat(NEW.preferences()).isEqualTo(Preferences.NOTHING);
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
        assertThat(change.next().preferences().topics())
                .containsExactly(new Topic("tag", "ink"), new Topic("tag", "type"));
        assertTold(change, EventType.SUBSCRIPTION_CONFIRMED, "confirmed", 2);
    }

    @Test
    void whoComesBackIsConfirmedAnew() {
        SubscriptionChange change = REOPENED.confirm(TAGS, NOW);

        assertThat(change.next().details().confirmedAt()).isEqualTo(NOW);
        assertThat(change.next().details().endedAt()).isNull();
        assertThat(change.next().preferences()).isEqualTo(TAGS.ordered());
    }

    @Test
    void whatAConfirmedOneAsksForComesBesideWhatItHas() {
        SubscriptionChange change = CONFIRMED.confirm(TAGS, NOW);

        assertThat(change.next().preferences().topics())
                .containsExactly(new Topic("category", "craft"), new Topic("tag", "ink"), new Topic("tag", "type"));
        assertThat(change.next().details().confirmedAt()).isEqualTo(CONFIRMED_AT);
        assertTold(change, EventType.SUBSCRIPTION_CONFIRMED, "confirmed", 5);
    }

    @Test
    void thereIsAnEndToWhatMayBeAdded() {
        Preferences many = new Preferences(
                IntStream.range(0, Preferences.MOST_TOPICS_IN_ALL)
                        .mapToObj(i -> new Topic("tag", "t" + i))
                        .toList(),
                Frequency.INSTANT);

        assertThatThrownBy(() -> CONFIRMED.confirm(many, NOW))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isInstanceOf(Refusal.Conflict.class));
        assertThat(NEW.confirm(many, NOW).next().preferences().topics()).hasSize(Preferences.MOST_TOPICS_IN_ALL);
    }

    @Test
    void aChangeReplacesWhatThereIsAndTheSameIsNone() {
        SubscriptionChange change = Objects.requireNonNull(CONFIRMED.change(TAGS, NOW));

        assertThat(change.next().preferences()).isEqualTo(TAGS.ordered());
        assertTold(change, EventType.SUBSCRIPTION_CONFIRMED, "confirmed", 5);
        assertThat(CONFIRMED.change(CRAFT, NOW)).isNull();
        Confirmed tagged = (Confirmed) change.next();
        assertThat(tagged.change(TAGS, NOW)).as("in another order").isNull();
    }

    @Test
    void whoLeavesIsToldOfOnlyWhereOthersKnewOfThem() {
        SubscriptionChange left = CONFIRMED.end(false, NOW);
        assertThat(left.next().status()).isEqualTo(SubscriptionStatus.ENDED);
        assertThat(left.next().preferences()).isEqualTo(CRAFT);
        assertThat(left.next().details().endedAt()).isEqualTo(NOW);
        assertThat(left.next().details().address()).isEqualTo("Rita@readers.example");
        assertTold(left, EventType.SUBSCRIPTION_ENDED, "ended", 5);

        SubscriptionChange never = NEW.end(false, NOW);
        assertThat(never.next().status()).isEqualTo(SubscriptionStatus.ENDED);
        assertThat(never.next().details().version()).isEqualTo(2);
        assertThat(never.event()).isNull();
        assertThat(REOPENED.end(false, NOW).next().details().endedAt()).isEqualTo(NOW);
    }

    @Test
    void whoIsErasedLeavesNoAddressAndNoTopics() {
        for (SubscriptionChange change : List.of(CONFIRMED.end(true, NOW), NEW.end(true, NOW), ENDED.erase())) {
            assertThat(change.next().status()).isEqualTo(SubscriptionStatus.ENDED);
            assertThat(change.next().details().address()).isNull();
            assertThat(change.next().preferences().topics()).isEmpty();
        }
        assertThat(ENDED.erase().event()).isNull();
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
        SubscriptionChange.Event event = Objects.requireNonNull(change.event());
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.state().subscriptionId()).isEqualTo(ID);
        assertThat(event.state().status()).isEqualTo(status);
        assertThat(event.state().version()).isEqualTo(version);
        assertThat(event.state().toString()).doesNotContain("@");
    }

    private static Details details(
            Preferences preferences, long version, @Nullable Instant confirmedAt, @Nullable Instant endedAt) {
        return new Details(ID, "Rita@readers.example", preferences, version, CREATED, confirmedAt, endedAt);
    }

    private static Preferences preferences(Topic... topics) {
        return new Preferences(List.of(topics), Frequency.INSTANT);
    }
}
