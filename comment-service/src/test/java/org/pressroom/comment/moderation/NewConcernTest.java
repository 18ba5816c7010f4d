package org.pressroom.comment.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.comment.model.Decision;
import org.pressroom.comment.model.ModerationDecision;
import org.pressroom.comment.moderation.evidence.EvidenceProvider;
import org.pressroom.comment.moderation.evidence.GatherEvidence;
import org.pressroom.comment.moderation.evidence.Gathered;
import org.pressroom.comment.moderation.rules.AddressHistory;
import org.pressroom.comment.moderation.rules.Copies;
import org.pressroom.comment.moderation.rules.Evaluation;
import org.pressroom.comment.moderation.rules.Evidence;
import org.pressroom.comment.moderation.rules.Finding;
import org.pressroom.comment.moderation.rules.ModerationRule;
import org.pressroom.comment.moderation.rules.RulePipeline;
import org.pressroom.comment.moderation.rules.Submission;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** A new concern takes one file: what stands in {@link Weather} is all that is told of it anywhere. */
class NewConcernTest {

    private static final UUID SUNNY = UUID.randomUUID();
    private static final UUID STORMY = UUID.randomUUID();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @Test
    void itsRuleDecidesByItsEvidence() {
        start();

        assertThat(evaluate(SUNNY).decision()).isEqualTo(Decision.APPROVE);
        assertThat(evaluate(STORMY).decision()).isEqualTo(Decision.HOLD);
        assertThat(evaluate(STORMY).reasons())
                .containsExactly(new ModerationDecision.Reason("weather", "written in a storm"));
    }

    @Test
    void whatItCannotGatherInTimeMayComeLaterAndKeepsNothingFromOthers() {
        start();
        context.getBean(Weather.class).fails = new TimeoutException();

        Gathered gathered = gather(SUNNY);

        assertThat(gathered.mayBeMoreLater()).isTrue();
        assertThat(gathered.of(SUNNY).of(Copies.class)).isEqualTo(new Copies(0, 0));
        assertThat(evaluate(SUNNY).isComplete()).isFalse();
        assertThat(evaluate(SUNNY).decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void whatFailsAtIsLeftToPeople() {
        start();
        context.getBean(Weather.class).fails = new IllegalStateException("a fault of its own");

        assertThat(gather(SUNNY).mayBeMoreLater()).isFalse();
        assertThat(evaluate(SUNNY).decision()).isEqualTo(Decision.HOLD);
        assertThat(evaluate(SUNNY).decided(Instant.EPOCH).rules()).containsExactly("unjudged");
    }

    @Configuration
    static class Weather {

        private volatile @Nullable Throwable fails;

        record Forecast(boolean storm) {}

        @Bean
        EvidenceProvider<Forecast> forecasts() {
            return new EvidenceProvider<>() {
                @Override
                public Class<Forecast> kind() {
                    return Forecast.class;
                }

                @Override
                public Mono<Map<UUID, Forecast>> gather(List<Submission> submissions) {
                    Map<UUID, Forecast> forecasts = new HashMap<>();
                    submissions.forEach(submission -> forecasts.put(
                            submission.id(), new Forecast(submission.id().equals(STORMY))));
                    Throwable failure = fails;
                    return failure == null ? Mono.just(forecasts) : Mono.error(failure);
                }
            };
        }

        @Bean
        ModerationRule weatherRule() {
            return new ModerationRule() {
                @Override
                public String name() {
                    return "weather";
                }

                @Override
                public Set<Class<?>> needs() {
                    return Set.of(Forecast.class);
                }

                @Override
                public Finding evaluate(Submission submission, Evidence evidence) {
                    return evidence.of(Forecast.class).storm()
                            ? new Finding.Score(0.5, "written in a storm")
                            : Finding.NOTHING;
                }
            };
        }
    }

    /** Stand for those that ask the database. */
    @Configuration
    static class OtherProviders {
        @Bean
        EvidenceProvider<AddressHistory> addresses() {
            return new Constant<>(AddressHistory.class, new AddressHistory(0, 0));
        }

        @Bean
        EvidenceProvider<Copies> copies() {
            return new Constant<>(Copies.class, new Copies(0, 0));
        }
    }

    private record Constant<E>(Class<E> kind, E evidence) implements EvidenceProvider<E> {
        @Override
        public Mono<Map<UUID, E>> gather(List<Submission> submissions) {
            Map<UUID, E> all = new HashMap<>();
            submissions.forEach(submission -> all.put(submission.id(), evidence));
            return Mono.just(all);
        }
    }

    @Configuration
    @EnableConfigurationProperties(ModerationProperties.class)
    static class Properties {}

    private void start() {
        context.register(
                Properties.class, ModerationRules.class, GatherEvidence.class, OtherProviders.class, Weather.class);
        context.refresh();
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private Evaluation evaluate(UUID id) {
        return context.getBean(RulePipeline.class)
                .evaluate(submission(id), gather(id).of(id));
    }

    private Gathered gather(UUID id) {
        return Objects.requireNonNull(context.getBean(GatherEvidence.class)
                .gather(List.of(submission(id)))
                .block(Duration.ofSeconds(20)));
    }

    private static Submission submission(UUID id) {
        return new Submission(id, "Hello", "Hello", "Rita", List.of(), List.of(), false, false);
    }
}
