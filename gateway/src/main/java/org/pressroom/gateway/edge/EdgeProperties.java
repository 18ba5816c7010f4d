package org.pressroom.gateway.edge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The cache of anonymous answers.
 *
 * @param enabled false lets every request through
 * @param freshFor how long an answer is served without a look at its service. Events drop it earlier; this covers an
 *     event that was lost, as while Kafka is away
 * @param staleFor how long after that an old answer may stand in for a service that is down
 * @param maxWeight how much is kept in memory
 * @param maxAnswer a larger answer is handed through and not kept
 * @param fillLimit how long a request may take that others wait for
 */
@ConfigurationProperties("pressroom.edge")
public record EdgeProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10s") Duration freshFor,
        @DefaultValue("10m") Duration staleFor,
        @DefaultValue("64MB") DataSize maxWeight,
        @DefaultValue("2MB") DataSize maxAnswer,
        @DefaultValue("15s") Duration fillLimit) {}
