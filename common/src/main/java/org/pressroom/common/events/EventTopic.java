package org.pressroom.common.events;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** All topics and their settings. Names and partition counts never change: keys would move. */
public enum EventTopic {
    /** The whole public state of an article, keyed by article id. */
    ARTICLE_EVENTS("article-events", Kept.NEWEST_OF_KEY_AFTER_A_WHILE),
    /** Comment counts as readers see them, keyed by article id. */
    ARTICLE_FIGURES("article-figures", Kept.NEWEST_OF_KEY),
    /** What becomes of comments, keyed by article id. Ids, verdicts and counts alone. */
    COMMENT_EVENTS("comment-events", Kept.FOR_A_TIME),
    /** Absolute counts of approved comments, keyed by article id. */
    THREAD_FIGURES("thread-figures", Kept.NEWEST_OF_KEY),
    /** Public names of authors, keyed by account id. */
    ACCOUNT_EVENTS("account-events", Kept.NEWEST_OF_KEY_AFTER_A_WHILE),
    /** Subscriptions that began or ended, and completed notifications, keyed by their id. */
    SUBSCRIPTION_EVENTS("subscription-events", Kept.FOR_A_TIME),
    /** What becomes of articles that are handed in, keyed by article id. Ids and versions alone. */
    REVIEW_EVENTS("review-events", Kept.FOR_A_TIME),
    /** Categories and tags as readers know them, keyed by their id. */
    TAXONOMY_EVENTS("taxonomy-events", Kept.NEWEST_OF_KEY_AFTER_A_WHILE),
    /** Addresses that lead on where there is no page, keyed by their id. */
    REDIRECT_EVENTS("redirect-events", Kept.NEWEST_OF_KEY_AFTER_A_WHILE),
    /** How often articles are viewed, keyed by the gateway that counted: no address, nothing of whoever views. */
    VIEW_EVENTS("view-events", Kept.FOR_A_SHORT_TIME),
    /** What the publication is called, under the one key that it has. */
    SITE_EVENTS("site-events", Kept.NEWEST_OF_KEY);

    /** Partitions of every topic. */
    public static final int PARTITIONS = 12;

    /** How long topics that are not compacted, and all dead letters, keep their records. */
    public static final Duration RETENTION = Duration.ofDays(30);

    /** How long a topic keeps what only one program needs, once, and what comes all the time. */
    public static final Duration SHORT_RETENTION = Duration.ofDays(3);

    /**
     * How long topics that end in tombstones keep every record before they are compacted. A consumer that is behind by
     * less sees the event that something was removed, and not only the tombstone after it.
     */
    public static final Duration COMPACTION_LAG = Duration.ofDays(7);

    private static final String DEAD_LETTER_SUFFIX = ".dlt";

    /** What a topic keeps of its records. */
    private enum Kept {
        /** All, for {@link EventTopic#RETENTION}. */
        FOR_A_TIME,
        /** All, for {@link EventTopic#SHORT_RETENTION}. */
        FOR_A_SHORT_TIME,
        /** The newest of each key. */
        NEWEST_OF_KEY,
        /** The newest of each key, and all for {@link EventTopic#COMPACTION_LAG}. */
        NEWEST_OF_KEY_AFTER_A_WHILE
    }

    private final String topicName;
    private final Kept kept;

    EventTopic(String topicName, Kept kept) {
        this.topicName = topicName;
        this.kept = kept;
    }

    public String topicName() {
        return topicName;
    }

    public String deadLetterName() {
        return deadLetterNameOf(topicName);
    }

    /** The topic that takes the dead letters of the topic of that name. */
    public static String deadLetterNameOf(String topicName) {
        return topicName + DEAD_LETTER_SUFFIX;
    }

    /** Settings to create the topic with. */
    public NewTopic definition(short replicationFactor) {
        return define(topicName, kept, replicationFactor);
    }

    /** Settings to create the topic of its dead letters with. */
    public NewTopic deadLetterDefinition(short replicationFactor) {
        return define(deadLetterName(), Kept.FOR_A_TIME, replicationFactor);
    }

    private static NewTopic define(String name, Kept kept, short replicationFactor) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (kept == Kept.FOR_A_TIME || kept == Kept.FOR_A_SHORT_TIME) {
            Duration retention = kept == Kept.FOR_A_TIME ? RETENTION : SHORT_RETENTION;
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        if (kept == Kept.NEWEST_OF_KEY_AFTER_A_WHILE) {
            settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(COMPACTION_LAG.toMillis()));
        }
        return new NewTopic(name, PARTITIONS, replicationFactor).configs(settings);
    }
}
