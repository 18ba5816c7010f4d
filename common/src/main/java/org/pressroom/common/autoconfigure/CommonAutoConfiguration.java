package org.pressroom.common.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import org.pressroom.common.consuming.ConsumingConfiguration;
import org.pressroom.common.database.CommonTablesMigration;
import org.pressroom.common.database.DatabaseProperties;
import org.pressroom.common.database.WholeTransactions;
import org.pressroom.common.deadletters.DeadLettersConfiguration;
import org.pressroom.common.http.HttpConfiguration;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.jobs.JobsConfiguration;
import org.pressroom.common.outbox.OutboxConfiguration;
import org.pressroom.common.problem.DroppedFailures;
import org.pressroom.common.problem.ProblemHandler;
import org.pressroom.common.streaming.UnbufferedStreams;
import org.pressroom.common.text.TextData;
import org.pressroom.common.tracing.ThreadContext;
import org.pressroom.common.tracing.TraceContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** What every program has. */
@AutoConfiguration(before = TransactionAutoConfiguration.class)
@EnableConfigurationProperties(DatabaseProperties.class)
@Import({
    HttpConfiguration.class,
    OutboxConfiguration.class,
    ConsumingConfiguration.class,
    DeadLettersConfiguration.class,
    JobsConfiguration.class
})
public class CommonAutoConfiguration {

    public CommonAutoConfiguration() {
        ThreadContext.carryTracesOnly();
        DroppedFailures.logQuietly();
        TextData.load();
    }

    /** Tells microseconds, which is what PostgreSQL keeps: what is answered now is what will be read later. */
    @Bean
    Clock clock() {
        return new MicrosecondClock(Clock.systemUTC());
    }

    @Bean
    CommonTablesMigration commonTablesMigration(DatabaseProperties database, Environment environment) {
        return CommonTablesMigration.of(database, environment);
    }

    /** In place of Boot's own. */
    @Bean
    TransactionalOperator transactionalOperator(ReactiveTransactionManager manager) {
        return new WholeTransactions(manager);
    }

    @Bean
    TaggedJson taggedJson(JsonMapper json) {
        return new TaggedJson(json);
    }

    @Bean
    UnbufferedStreams unbufferedStreams() {
        return new UnbufferedStreams();
    }

    @Bean
    ProblemHandler problemHandler() {
        return new ProblemHandler();
    }

    @Bean
    TraceContext traceContext(Tracer tracer, Propagator propagator, ObservationRegistry observations) {
        return new TraceContext(tracer, propagator, observations);
    }

    /** Their spans say nothing that the request's own does not, and every request would pay for them. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** The database's password is the one secret that each program has and no database: a dump holds its verifier alone. */
    @Bean
    IdempotencyKeys idempotencyKeys(
            DatabaseClient database,
            TransactionalOperator transactions,
            JsonMapper json,
            DatabaseProperties ofDatabase) {
        return new IdempotencyKeys(database, transactions, json, ofDatabase.password());
    }

    /** JSON says what it means: a number is no text, a fraction is no whole number, an empty text is no list. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .withCoercionConfig(LogicalType.Textual, config -> {
                    config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .withCoercionConfig(LogicalType.Boolean, config -> {
                    config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    config.setCoercion(CoercionInputShape.String, CoercionAction.Fail);
                });
    }
}
