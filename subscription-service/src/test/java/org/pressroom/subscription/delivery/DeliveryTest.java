package org.pressroom.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.subscription.delivery.Delivery.Answer;
import org.pressroom.subscription.delivery.Delivery.Attempt;
import org.pressroom.subscription.delivery.Delivery.Claimed;
import org.pressroom.subscription.delivery.Delivery.Failed;
import org.pressroom.subscription.delivery.Delivery.Held;
import org.pressroom.subscription.delivery.Delivery.Queued;
import org.pressroom.subscription.delivery.Delivery.Sending;
import org.pressroom.subscription.delivery.Delivery.Sent;
import org.pressroom.subscription.delivery.Delivery.Skipped;
import org.pressroom.subscription.delivery.Delivery.Uncertain;

/** Every state and what can be done in it. */
class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant DUE = NOW.minusSeconds(60);
    private static final Answer LAST = new Answer(451, "come back later");
    private static final RetryRule RETRY = new RetryRule(Duration.ofSeconds(30), Duration.ofDays(2));
    private static final Attempt YOUNG = new Attempt(NOW, NOW.minusSeconds(90), RETRY);
    private static final Attempt OLD = new Attempt(NOW, NOW.minus(Duration.ofDays(3)), RETRY);

    private static final Queued QUEUED = new Queued(1, DUE, LAST);
    private static final Claimed CLAIMED = QUEUED.claim();
    private static final Sending SENDING = CLAIMED.begin();

    static List<Held> held() {
        return List.of(CLAIMED, SENDING);
    }

    @Test
    void onlyWhatIsOnTheWayOrHasEndedIsShownAsSuch() {
        assertThat(QUEUED.status()).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(CLAIMED.status()).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(SENDING.status()).isEqualTo(DeliveryStatus.SENDING);
        assertThat(new Sent(1, Answer.NONE).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(new Failed(1, Answer.NONE).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(new Uncertain(1, Answer.NONE).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(new Skipped(1, Answer.NONE).status()).isEqualTo(DeliveryStatus.SKIPPED);
    }

    @Test
    void claimingAndBeginningCountNoAttempt() {
        assertThat(CLAIMED).isEqualTo(new Claimed(1, DUE, LAST));
        assertThat(SENDING).isEqualTo(new Sending(1, DUE, LAST));
    }

    @ParameterizedTest
    @EnumSource(SkipReason.class)
    void whatIsNotDueAnyMoreIsSkippedAndTheLastAnswerStaysWithIt(SkipReason why) {
        Skipped skipped = new Skipped(1, new Answer(451, why.text()));

        assertThat(QUEUED.skip(why)).isEqualTo(skipped);
        assertThat(CLAIMED.skip(why)).isEqualTo(skipped);
        assertThat(SENDING.skip(why)).isEqualTo(skipped);
    }

    @Test
    void theReasonIsTheFirstThatHolds() {
        assertThat(SkipReason.of(true, true, true)).isEqualTo(SkipReason.ADDRESS_ERASED);
        assertThat(SkipReason.of(false, true, false)).isEqualTo(SkipReason.ARTICLE_WITHDRAWN);
        assertThat(SkipReason.of(false, false, false)).isEqualTo(SkipReason.UNSUBSCRIBED);
        assertThat(SkipReason.of(false, false, true)).isEqualTo(SkipReason.NO_LONGER_NEEDED);
        assertThat(SkipReason.NO_LONGER_NEEDED.text()).isEqualTo("no longer needed");
    }

    @ParameterizedTest
    @MethodSource("held")
    void whatIsGivenBackKeepsItsPlace(Held held) {
        assertThat(held.release()).isEqualTo(QUEUED);
    }

    @ParameterizedTest
    @MethodSource("held")
    void whatWasTakenIsSent(Held held) {
        assertThat(held.settle(new SendResult.Accepted(250), YOUNG)).isEqualTo(new Sent(2, answer(250, null)));
        assertThat(held.settle(new SendResult.Accepted(null), OLD)).isEqualTo(new Sent(2, Answer.NONE));
    }

    @ParameterizedTest
    @MethodSource("held")
    void whatIsRefusedForGoodHasFailed(Held held) {
        assertThat(held.settle(new SendResult.Refused(true, 550, "not here"), YOUNG))
                .isEqualTo(new Failed(2, answer(550, "not here")));
    }

    @ParameterizedTest
    @MethodSource("held")
    void whatIsRefusedForNowIsTriedAgainUntilItIsTooOld(Held held) {
        SendResult.Refused refused = new SendResult.Refused(false, 452, "full");

        assertThat(held.settle(refused, YOUNG)).isEqualTo(new Queued(2, NOW.plusSeconds(60), answer(452, "full")));
        assertThat(held.settle(refused, OLD)).isEqualTo(new Failed(2, answer(452, "full")));
    }

    @ParameterizedTest
    @MethodSource("held")
    void aChannelThatIsAwayCostsNoAttempt(Held held) {
        assertThat(held.settle(new SendResult.Unreachable("nobody there", false), OLD))
                .isEqualTo(QUEUED);
    }

    @ParameterizedTest
    @MethodSource("held")
    void whatAReadyChannelBreaksOffOnWaitsItsTurn(Held held) {
        SendResult.Unreachable unreachable = new SendResult.Unreachable("cut", true);

        assertThat(held.settle(unreachable, YOUNG)).isEqualTo(new Queued(2, NOW.plusSeconds(60), answer(null, "cut")));
        assertThat(held.settle(unreachable, OLD)).isEqualTo(new Failed(2, answer(null, "cut")));
    }

    @ParameterizedTest
    @MethodSource("held")
    void whatNobodyKnowsOfIsNeverTriedAgain(Held held) {
        assertThat(held.settle(new SendResult.Unknown("silence"), YOUNG))
                .isEqualTo(new Uncertain(2, answer(null, "silence")));
    }

    @Test
    void aFailureBeforeTheBeginningIsTriedAgainAndNoneAfterIt() {
        assertThat(CLAIMED.fail(false, YOUNG))
                .isEqualTo(new Queued(2, NOW.plusSeconds(60), answer(null, "it could not be prepared")));
        assertThat(CLAIMED.fail(false, OLD)).isEqualTo(new Failed(2, answer(null, "it could not be prepared")));
        assertThat(CLAIMED.fail(true, OLD)).isEqualTo(new Queued(2, NOW.plusSeconds(30), Answer.NONE));
        assertThat(SENDING.fail(false, YOUNG).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(SENDING.fail(true, YOUNG).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
    }

    @Test
    void onlyWhatADeadProcessWasSendingIsUncertain() {
        assertThat(CLAIMED.abandon()).isEqualTo(QUEUED);
        assertThat(SENDING.abandon())
                .isEqualTo(new Uncertain(2, answer(null, "the process that was sending it ended")));
    }

    @Test
    void whatIsKeptOfARefusalNamesNoRecipientAndIsShort() {
        SendResult.Refused refused =
                new SendResult.Refused(true, 550, "<Rita@Readers.example> is\nnot here" + "!".repeat(300));

        assertThat(refused.discreet("rita@readers.example").text())
                .startsWith("<…> is not here!")
                .hasSize(200);
    }

    private static Answer answer(@Nullable Integer code, @Nullable String reason) {
        return new Answer(code, reason);
    }
}
