package org.pressroom.subscription.mailing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that this process has claimed, with all that is needed to write it.
 *
 * @param address null where it was erased meanwhile
 * @param attempts how often the relay has been asked before
 */
record DueMail(
        UUID id, UUID subscriptionId, @Nullable String address, int attempts, Instant createdAt, Subject subject) {

    /** What a mail is about. */
    sealed interface Subject {}

    /** Somebody asked to subscribe this address, or, where it is {@code known}, to change what it gets. */
    record Confirmation(UUID requestId, boolean known, List<Topic> topics) implements Subject {}

    /** Somebody asked to subscribe an address that is subscribed already. */
    record Reminder(List<Topic> topics) implements Subject {}

    /**
     * What a subscription is to.
     *
     * @param kind {@code all}, {@code category}, {@code tag} or {@code author}
     * @param name what it is called; empty for {@code all}, and where no article was published with it yet
     */
    record Topic(String kind, String name) {}

    /** A new article. */
    record Article(
            String slug,
            String title,
            @Nullable String summary,
            String authorName,
            @Nullable String categoryName,
            Instant publishedAt)
            implements Subject {}
}
