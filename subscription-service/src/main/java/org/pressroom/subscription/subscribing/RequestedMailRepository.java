package org.pressroom.subscription.subscribing;

import static org.pressroom.common.database.Columns.instantOrNull;
import static org.pressroom.common.database.Columns.number;
import static org.pressroom.common.database.Columns.orNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.pressroom.subscription.delivery.DeliveryListener;
import org.pressroom.subscription.links.Pseudonyms;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The mails that requests of strangers caused, counted by mailbox, domain and origin. */
@Component
class RequestedMailRepository implements DeliveryListener {

    private static final int AT_ONCE = 5_000;

    private final DatabaseClient database;
    private final Pseudonyms pseudonyms;
    private final SubscribingProperties properties;

    RequestedMailRepository(DatabaseClient database, Pseudonyms pseudonyms, SubscribingProperties properties) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.properties = properties;
    }

    /**
     * Whether a request may cause a mail. Indexes: requested_mail_mailbox, requested_mail_domain, requested_mail_client,
     * requested_mail_network.
     */
    Mono<MailAllowance> allowance(Mailbox mailbox, ClientOrigin origin, Instant now) {
        return database.sql("""
                        SELECT
                            (SELECT max(leaves_at) FROM requested_mail
                                WHERE mailbox = :mailbox AND keeps_quiet) AS latest,
                            (SELECT count(*) FROM requested_mail
                                WHERE mailbox = :mailbox AND requested_at > :dayAgo) AS of_mailbox,
                            (SELECT count(*) FROM requested_mail
                                WHERE domain = :domain AND requested_at > :hourAgo) AS of_domain,
                            (SELECT count(*) FROM requested_mail
                                WHERE client = :client AND requested_at > :hourAgo) AS of_client,
                            (SELECT count(*) FROM requested_mail
                                WHERE network = :network AND requested_at > :hourAgo) AS of_network
                        """)
                .bind("mailbox", of(mailbox))
                .bind("domain", domainOf(mailbox))
                .bind("dayAgo", now.minus(SubscribingProperties.DAY))
                .bind("hourAgo", now.minus(SubscribingProperties.HOUR))
                .bind("client", orNull(origin.client(), byte[].class))
                .bind("network", orNull(origin.network(), byte[].class))
                .map(row -> MailAllowance.of(
                        isExhausted(row, mailbox), instantOrNull(row, "latest"), properties.quiet(), now))
                .one();
    }

    private boolean isExhausted(Readable row, Mailbox mailbox) {
        if (number(row, "of_mailbox") >= properties.mailsPerDay()) {
            return true;
        }
        boolean tooManyUnconfirmed = number(row, "of_domain") >= properties.unconfirmedAt(mailbox)
                || number(row, "of_client") >= properties.unconfirmedPerClient()
                || number(row, "of_network") >= properties.unconfirmedPerNetwork();
        return properties.limited() && tooManyUnconfirmed;
    }

    Mono<Void> add(UUID subscriptionId, Mailbox mailbox, ClientOrigin origin, Instant now, Instant leavesAt) {
        return database.sql("""
                        INSERT INTO requested_mail
                            (subscription_id, mailbox, domain, client, network, requested_at, leaves_at)
                        VALUES (:subscription, :mailbox, :domain, :client, :network, :now, :leavesAt)
                        """)
                .bind("subscription", subscriptionId)
                .bind("mailbox", of(mailbox))
                .bind("domain", domainOf(mailbox))
                .bind("now", now)
                .bind("leavesAt", leavesAt)
                .bind("client", orNull(origin.client(), byte[].class))
                .bind("network", orNull(origin.network(), byte[].class))
                .then();
    }

    /** Where nobody knows whether a mail came that a person waits for, asking again sends another at once. */
    @Override
    public Mono<Void> uncertain(Collection<UUID> subscriptions) {
        return database.sql("""
                        UPDATE requested_mail SET keeps_quiet = false WHERE subscription_id = ANY (:subscriptions)
                        """)
                .bind("subscriptions", subscriptions.toArray(UUID[]::new))
                .then();
    }

    /** The owner of the address did something by a link in a mail: the mails were wanted. Index: requested_mail_subscription. */
    Mono<Void> answered(UUID subscriptionId) {
        return database.sql("""
                        UPDATE requested_mail SET keeps_quiet = false, domain = NULL, client = NULL, network = NULL
                        WHERE subscription_id = :subscription
                        """).bind("subscription", subscriptionId).then();
    }

    /**
     * Drops what does not count any longer, some in each statement. Index: requested_mail_requested_at.
     *
     * @return how many there were, {@value #AT_ONCE} at most
     */
    Mono<Long> drop(Instant requestedBefore) {
        return database.sql("""
                        DELETE FROM requested_mail WHERE id IN (
                            SELECT id FROM requested_mail WHERE requested_at < :before ORDER BY requested_at LIMIT :limit)
                        """)
                .bind("before", requestedBefore)
                .bind("limit", AT_ONCE)
                .fetch()
                .rowsUpdated();
    }

    private byte[] of(Mailbox mailbox) {
        return pseudonyms.of("mailbox", mailbox.name() + "@" + mailbox.domain());
    }

    private byte[] domainOf(Mailbox mailbox) {
        return pseudonyms.of("domain", mailbox.registeredDomain());
    }
}
