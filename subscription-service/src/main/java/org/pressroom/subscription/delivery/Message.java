package org.pressroom.subscription.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/** What is delivered. */
@PlainJava
public sealed interface Message {

    /** Somebody asked to subscribe the recipient, or, where it is {@code known}, to change what it gets. */
    record Confirmation(UUID requestId, boolean known, List<NamedTopic> topics) implements Message {}

    /** Somebody asked to subscribe a recipient that is subscribed already. */
    record Reminder(List<NamedTopic> topics) implements Message {}

    /**
     * Something happened to an article that a member of staff works on.
     *
     * @param title empty where it is not known
     * @param actorName who did it; null for nobody in particular
     */
    record Staff(
            ReviewStep step,
            UUID articleId,
            String title,
            @Nullable String actorName) implements Message {}

    /**
     * A link by which a member of staff chooses a password.
     *
     * @param mailId what the link is derived from
     * @param expiresAt until when the link is good
     * @param actorName who ordered it; null for nobody in particular
     */
    record PasswordLink(
            UUID mailId,
            String username,
            Instant expiresAt,
            @Nullable String actorName) implements Message {}

    /**
     * A new article.
     *
     * @param authorNames in the order of the byline: at least one
     * @param language of title and summary, as of BCP 47; null where nobody told
     * @param forSubscribers whether its text is read by subscribers alone
     */
    record Article(
            String slug,
            String title,
            @Nullable String summary,
            List<String> authorNames,
            @Nullable String categoryName,
            Instant publishedAt,
            @Nullable String language,
            boolean forSubscribers)
            implements Message {}

    /**
     * What a subscription is to.
     *
     * @param kind {@code all}, {@code category}, {@code tag} or {@code author}
     * @param name what it is called; empty for {@code all}, and where no article was published with it yet
     */
    record NamedTopic(String kind, String name) {}
}
