package org.pressroom.gateway.routes;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param limit how long a service may take until its answer begins, and between two parts of it; streams have none
 */
@ConfigurationProperties("pressroom.routes")
record RouteProperties(@DefaultValue("5s") Duration limit) {}
