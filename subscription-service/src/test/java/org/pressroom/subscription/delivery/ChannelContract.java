package org.pressroom.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.delivery.Message.NamedTopic;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every channel keeps to. The test of a channel extends it, and says how its other side is made to behave. */
public abstract class ChannelContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Message ARTICLE = new Message.Article(
            "of-channels",
            "Of channels",
            "What it says.",
            List.of("Ada Lovelace", "Bo Lind"),
            "Craft",
            NOW,
            null,
            false);

    private final AtomicInteger begun = new AtomicInteger();

    /** How the other side behaves to a recipient. */
    protected enum Behaviour {
        TAKES,
        REFUSES_FOR_NOW,
        REFUSES_FOR_GOOD,
        /** Everything is handed over, and no answer comes. */
        BREAKS_OFF_IN_THE_END
    }

    /** The channel, with an other side that is there. */
    protected abstract Channel channel();

    /** The same with one that nobody answers for. */
    protected abstract Channel channelThatIsAway();

    /** A recipient of this test's own, to which the other side behaves like that. */
    protected abstract String recipient(Behaviour behaviour);

    /** One that this channel cannot reach, since it cannot be written as it is to be written there. */
    protected abstract String unwritableRecipient();

    /** What has come for a recipient: by what the recipient can tell one message from another. */
    protected abstract List<String> received(String recipient);

    static List<Message> messages() {
        List<NamedTopic> topics = List.of(new NamedTopic("all", ""), new NamedTopic("tag", "Printing"));
        return List.of(
                ARTICLE,
                new Message.Article("bare", "Bare", null, List.of("Ada Lovelace"), null, NOW, null, false),
                new Message.Confirmation(UUID.randomUUID(), false, topics),
                new Message.Confirmation(UUID.randomUUID(), true, topics),
                new Message.Reminder(topics),
                new Message.Staff(ReviewStep.SUBMITTED, UUID.randomUUID(), "An essay", "Mira"),
                new Message.Staff(ReviewStep.PUBLISHED, UUID.randomUUID(), "", null));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageThatIsTakenHasComeOnceAndNotBeforeItBegan(Message message) {
        String recipient = recipient(Behaviour.TAKES);
        AtomicInteger before = new AtomicInteger(-1);

        SendResult result = send(channel(), delivery(recipient, message, Mono.fromCallable(() -> {
            before.set(received(recipient).size());
            return true;
        })));

        assertThat(result).isInstanceOf(SendResult.Accepted.class);
        assertThat(before).hasValue(0);
        assertThat(received(recipient)).hasSize(1);
    }

    @Test
    void nothingLeavesOfWhatIsNotToBeSentAnyMore() {
        String recipient = recipient(Behaviour.TAKES);

        assertThat(send(channel(), delivery(recipient, ARTICLE, Mono.just(false))))
                .isEqualTo(new SendResult.Withheld());

        assertThat(received(recipient)).isEmpty();
        assertTakes();
    }

    @Test
    void nothingLeavesWhereNobodyCanSayWhetherItIsToBeSent() {
        String recipient = recipient(Behaviour.TAKES);

        assertThatThrownBy(() ->
                        send(channel(), delivery(recipient, ARTICLE, Mono.error(new IllegalStateException("away")))))
                .hasMessageContaining("away");

        assertThat(received(recipient)).isEmpty();
        assertTakes();
    }

    @Test
    void aRefusalIsForNowOrForGoodAndIsNotTheNextOnes() {
        assertThat(send(recipient(Behaviour.REFUSES_FOR_NOW)))
                .isInstanceOfSatisfying(SendResult.Refused.class, refused -> assertThat(refused.forGood())
                        .isFalse());
        assertThat(send(recipient(Behaviour.REFUSES_FOR_GOOD)))
                .isInstanceOfSatisfying(SendResult.Refused.class, refused -> assertThat(refused.forGood())
                        .isTrue());
        assertTakes();
    }

    @Test
    void whatCannotBeWrittenIsRefusedForGood() {
        assertThat(send(unwritableRecipient()))
                .isInstanceOfSatisfying(SendResult.Refused.class, refused -> assertThat(refused.forGood())
                        .isTrue());
        assertThat(begun).hasValue(0);
    }

    @Test
    void whereNobodyIsThereNothingBegins() {
        SendResult result = send(channelThatIsAway(), begins(recipient(Behaviour.TAKES)));

        assertThat(result)
                .isInstanceOfSatisfying(SendResult.Unreachable.class, unreachable -> assertThat(unreachable.wasReady())
                        .isFalse());
        assertThat(begun).hasValue(0);
    }

    @Test
    void whatBreaksOffAfterItWasHandedOverIsUnknown() {
        String recipient = recipient(Behaviour.BREAKS_OFF_IN_THE_END);

        SendResult result = send(recipient);

        assertThat(result).isInstanceOfSatisfying(SendResult.Unknown.class, unknown -> assertThat(unknown.why())
                .doesNotContain(recipient));
        assertThat(begun).hasValue(1);
        assertTakes();
    }

    @Test
    void theSameDeliveryIsTheSameMessageAgain() {
        String recipient = recipient(Behaviour.TAKES);
        ClaimedDelivery delivery = begins(recipient);

        send(channel(), delivery);
        send(channel(), delivery);

        assertThat(received(recipient)).hasSize(2);
        assertThat(received(recipient).get(0)).isEqualTo(received(recipient).get(1));
    }

    @Test
    void asManyAsItTakesGoSideBySideEachToItsOwn() {
        List<String> recipients = IntStream.range(0, 2 * channel().inFlight())
                .mapToObj(i -> recipient(Behaviour.TAKES))
                .toList();

        List<SendResult> results = Flux.fromIterable(recipients)
                .flatMap(
                        recipient -> channel().send(begins(recipient)),
                        channel().inFlight())
                .collectList()
                .block(PATIENCE);

        assertThat(results).hasSize(recipients.size()).allMatch(SendResult.Accepted.class::isInstance);
        assertThat(recipients)
                .allSatisfy(recipient -> assertThat(received(recipient)).hasSize(1));
        assertThat(recipients.stream().flatMap(each -> received(each).stream())).doesNotHaveDuplicates();
    }

    @Test
    void afterItLetGoOfEverythingItSendsAgain() {
        assertTakes();
        channel().tidy().block(PATIENCE);
        channel().close().block(PATIENCE);
        assertTakes();
    }

    private void assertTakes() {
        String next = recipient(Behaviour.TAKES);
        assertThat(send(next)).isInstanceOf(SendResult.Accepted.class);
        assertThat(received(next)).hasSize(1);
    }

    private SendResult send(String recipient) {
        return send(channel(), begins(recipient));
    }

    private static SendResult send(Channel channel, ClaimedDelivery delivery) {
        return Objects.requireNonNull(channel.send(delivery).block(PATIENCE));
    }

    private ClaimedDelivery begins(String recipient) {
        return delivery(recipient, ARTICLE, Mono.fromCallable(() -> begun.incrementAndGet() > 0));
    }

    private static ClaimedDelivery delivery(String recipient, Message message, Mono<Boolean> begin) {
        return new ClaimedDelivery(Ids.next(), UUID.randomUUID(), recipient, NOW, message, begin);
    }
}
