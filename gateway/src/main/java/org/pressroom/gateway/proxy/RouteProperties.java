package org.pressroom.gateway.proxy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an answer of a service may take. Streams have no such limits.
 *
 * @param limit until its head is there
 * @param whole until all of it is with the client
 */
@ConfigurationProperties("pressroom.routes")
record RouteProperties(
        @DefaultValue("5s") Duration limit,
        @DefaultValue("30s") Duration whole) {}
