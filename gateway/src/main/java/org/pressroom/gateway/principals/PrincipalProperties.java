package org.pressroom.gateway.principals;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How principals are known.
 *
 * @param trustedProxies networks ({@code 10.0.0.0/8}, {@code ::1/128}) of proxies in front of the gateway, whose
 *     {@code X-Forwarded-For} is believed; none by default
 * @param remembered how long a session or token that was looked up is believed without another look. One that is ended
 *     through another process lives on for that long here
 * @param sessionIdle a session that is not used for that long has ended
 * @param sessionLifetime no session lives longer
 */
@ConfigurationProperties("pressroom.visitors")
public record PrincipalProperties(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("5s") Duration remembered,
        @DefaultValue("7d") Duration sessionIdle,
        @DefaultValue("30d") Duration sessionLifetime) {}
