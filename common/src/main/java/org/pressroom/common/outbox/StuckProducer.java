package org.pressroom.common.outbox;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;

/**
 * Tells a producer that will never come through from a broker that is away. After a broker was frozen for a while,
 * idempotent producers were seen to be refused for ever, with sequence numbers that the broker had not expected; they
 * retry that silently. A broker that is away gives no answer at all, and is waited for as long as it takes: what was sent
 * to it may still arrive, and would then stand behind what a new producer sends meanwhile.
 */
final class StuckProducer {
    /** Without an answer for so long, the broker is away. */
    private static final Duration AWAY_AFTER = Duration.ofSeconds(10);

    private final Producer<?, ?> producer;
    private final long limit;
    private double answers;
    private long lastAnswer;
    private long since;
    private boolean answering;

    /** @param limit how long a broker may answer and acknowledge nothing */
    StuckProducer(Producer<?, ?> producer, Duration limit) {
        this.producer = producer;
        this.limit = limit.toNanos();
        this.answers = answers();
    }

    /** Something came through: its time starts again. */
    void acknowledged() {
        answering = false;
        answers = answers();
    }

    /**
     * Whether to give it up; asked again and again while nothing is acknowledged.
     *
     * @param now by {@link System#nanoTime}
     */
    boolean isStuck(long now) {
        double heard = answers();
        if (heard > answers) {
            answers = heard;
            lastAnswer = now;
            if (!answering) {
                answering = true;
                since = now;
            }
        } else if (answering && now - lastAnswer > AWAY_AFTER.toNanos()) {
            answering = false;
        }
        return answering && now - since > limit;
    }

    /** How many answers of whatever kind its connections have received. */
    private double answers() {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("response-total"))
                .filter(metric -> metric.metricName().group().equals("producer-metrics"))
                .map(Metric::metricValue)
                .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }
}
