package org.pressroom.common.events;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** All topics and their settings. Names and partition counts never change: keys would move. */
public enum Topic {
    /** The whole public state of an article, keyed by article id. */
    ARTICLE_EVENTS("article-events", true),
    /** Comment counts as readers see them, keyed by article id. */
    ARTICLE_FIGURES("article-figures", true),
    /** What becomes of comments, keyed by article id. Ids, verdicts and counts alone. */
    COMMENT_EVENTS("comment-events", false),
    /** Absolute counts of approved comments, keyed by article id. */
    THREAD_FIGURES("thread-figures", true),
    /** Public names of authors, keyed by account id. */
    ACCOUNT_EVENTS("account-events", true),
    /** Subscriptions that began or ended, and completed notifications, keyed by their id. */
    SUBSCRIPTION_EVENTS("subscription-events", false);

    /** Partitions of every topic. */
    public static final int PARTITIONS = 12;

    /** How long topics that are not compacted, and all dead letters, keep their records. */
    public static final Duration RETENTION = Duration.ofDays(30);

    private static final String DEAD_LETTER_SUFFIX = ".dlt";

    private final String topicName;
    private final boolean compacted;

    Topic(String topicName, boolean compacted) {
        this.topicName = topicName;
        this.compacted = compacted;
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
        return define(topicName, compacted, replicationFactor);
    }

    /** Settings to create the topic of its dead letters with. */
    public NewTopic deadLetterDefinition(short replicationFactor) {
        return define(deadLetterName(), false, replicationFactor);
    }

    private static NewTopic define(String name, boolean compacted, short replicationFactor) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (compacted) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(RETENTION.toMillis()));
        }
        return new NewTopic(name, PARTITIONS, replicationFactor).configs(settings);
    }
}
