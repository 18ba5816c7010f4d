package org.pressroom.common.http;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What clients may hold open at a program's port.
 *
 * @param most connections at once; one more takes the place of the one that has been idle longest, and is answered 503
 *     and closed where none is
 * @param perAddress connections at once from one client address, where programs tell clients apart by it; those of its
 *     network may have half of all
 * @param pipelined requests that may wait on one connection for the answer to the first; with more of them the
 *     connection is closed once those are answered
 * @param quiet how long a connection may go without a whole request head, however its bytes drip in
 * @param slowestRequest how long a request's body may take to arrive: 408 after it. Each 64 KB that have come are worth a
 *     second more
 * @param slowestReader how long a client may leave unread what is written for it; ten times as long it may take to read
 *     all of it
 * @param unread how much may wait in all for clients to read it, a quarter of it for one of them; beyond half of that,
 *     connections whose clients read nothing for some seconds are closed, beyond all of it any whose client does not read
 *     at once what is written for it, each time of those clients alone that keep more waiting than their part
 * @param early how much may wait in all of requests that came before their turn; beyond it connections on which more of
 *     them comes are closed
 */
@Validated
@ConfigurationProperties("pressroom.connections")
record ConnectionProperties(
        @DefaultValue("10000") @Min(1) int most,
        @DefaultValue("2000") @Min(1) int perAddress,
        @DefaultValue("32") @Min(1) @Max(1000) int pipelined,
        @DefaultValue("60s") @NotNull Duration quiet,
        @DefaultValue("30s") @NotNull Duration slowestRequest,
        @DefaultValue("30s") @NotNull Duration slowestReader,
        @DefaultValue("32MB") @NotNull DataSize unread,
        @DefaultValue("4MB") @NotNull DataSize early) {}
