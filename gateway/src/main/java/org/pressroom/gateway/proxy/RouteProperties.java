package org.pressroom.gateway.proxy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an answer of a service may take. Streams have no such limits.
 *
 * @param limit until its head is there
 * @param whole until all of it is with the client
 * @param large for routes of files
 */
@ConfigurationProperties("pressroom.routes")
record RouteProperties(
        @DefaultValue("5s") Duration limit,
        @DefaultValue("30s") Duration whole,
        @DefaultValue Large large) {

    /**
     * How long it may take where files come and go.
     *
     * @param limit until an answer's head is there: a picture may have to be made first
     * @param upload the same, where a file is sent, until all of it has come
     * @param whole until all is with the client
     */
    record Large(
            @DefaultValue("20s") Duration limit,
            @DefaultValue("5m") Duration upload,
            @DefaultValue("6m") Duration whole) {}
}
