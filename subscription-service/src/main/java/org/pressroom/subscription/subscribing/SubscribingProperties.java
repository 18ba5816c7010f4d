package org.pressroom.subscription.subscribing;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of subscribing. What is over one of them is answered like everything else, and causes no mail.
 *
 * @param confirmWithin how long a request can be confirmed; an address that nobody confirmed is forgotten after it
 * @param quiet the shortest time between two mails that requests of strangers cause to one mailbox, whatever tag or
 *     spelling they come with
 * @param mailsPerDay how many such mails a mailbox gets in a day
 * @param unconfirmedPerClient how many such mails one client address may cause in an hour that nobody answers; of IPv6 a
 *     /64 network counts as one
 * @param unconfirmedPerNetwork the same for the network around it, a /24 or a /48
 * @param unconfirmedPerDomain the same for mails to one domain
 * @param unconfirmedPerProvider the same where the domain is a provider's with very many mailboxes
 * @param limited false switches the four off, for benchmarks, together with the gateway's limits; what a mailbox gets
 *     stays limited
 * @param pace how often requests are handled that came meanwhile
 * @param expireEvery how often addresses that nobody confirmed are looked for
 */
@Validated
@ConfigurationProperties("pressroom.subscribing")
record SubscribingProperties(
        @DefaultValue("3d") @DurationMin(millis = 1) Duration confirmWithin,
        @DefaultValue("10m") @DurationMin(millis = 0) Duration quiet,
        @DefaultValue("5") @Min(1) int mailsPerDay,
        @DefaultValue("10") @Min(1) int unconfirmedPerClient,
        @DefaultValue("40") @Min(1) int unconfirmedPerNetwork,
        @DefaultValue("60") @Min(1) int unconfirmedPerDomain,
        @DefaultValue("2000") @Min(1) int unconfirmedPerProvider,
        @DefaultValue("true") boolean limited,
        @DefaultValue("250ms") @DurationMin(millis = 1) Duration pace,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration expireEvery) {

    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);

    int unconfirmedAt(Mailbox mailbox) {
        return mailbox.isAtProvider() ? unconfirmedPerProvider : unconfirmedPerDomain;
    }
}
