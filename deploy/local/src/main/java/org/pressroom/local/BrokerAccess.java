package org.pressroom.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pressroom.embedded.KafkaAccess;
import org.pressroom.embedded.KafkaAccess.Grant;
import org.pressroom.local.folder.Secrets;

/**
 * Who may do what at the broker: each program reads and writes the topics of its events, sends what is in its outbox, and
 * puts aside and reads again what it cannot handle. Each may create any of the topics, since none knows which of them starts first.
 */
final class BrokerAccess {
    private static final String TOPIC = "TOPIC";
    private static final String DEAD_LETTERS = ".dlt";

    private static final List<String> TOPICS = List.of(
            "article-events",
            "article-figures",
            "comment-events",
            "thread-figures",
            "account-events",
            "subscription-events",
            "review-events",
            "taxonomy-events",
            "redirect-events",
            "view-events",
            "site-events");

    private BrokerAccess() {}

    /**
     * What a program does.
     *
     * @param hears topics that every process of it reads from their end
     * @param handles topics that its groups read
     * @param writes topics that it sends to
     */
    private record Use(List<String> hears, List<String> handles, List<String> writes) {

        static Use of(Program program) {
            return switch (program) {
                case GATEWAY ->
                    new Use(
                            List.of(
                                    "article-events",
                                    "article-figures",
                                    "comment-events",
                                    "account-events",
                                    "taxonomy-events",
                                    "redirect-events",
                                    "site-events"),
                            List.of("review-events"),
                            List.of("account-events", "site-events", "view-events"));
                case ARTICLE ->
                    new Use(
                            List.of(),
                            List.of("thread-figures", "account-events", "view-events"),
                            List.of(
                                    "article-events",
                                    "article-figures",
                                    "review-events",
                                    "taxonomy-events",
                                    "redirect-events"));
                case COMMENT ->
                    new Use(
                            List.of("comment-events"),
                            List.of("article-events", "comment-events", "account-events", "site-events"),
                            List.of("comment-events", "thread-figures"));
                case SUBSCRIPTION ->
                    new Use(
                            List.of("article-events"),
                            List.of("article-events", "site-events"),
                            List.of("subscription-events"));
            };
        }
    }

    static KafkaAccess of(Secrets secrets) throws IOException {
        Map<String, String> passwords = new LinkedHashMap<>();
        passwords.put(KafkaAccess.ADMIN, secrets.password("kafka-" + KafkaAccess.ADMIN));
        List<Grant> grants = new ArrayList<>();
        for (Program program : Program.values()) {
            passwords.put(user(program), secrets.password("kafka-" + user(program)));
            grants.addAll(grants(user(program), Use.of(program)));
        }
        return new KafkaAccess(passwords, grants);
    }

    /** A program's name at the broker, which is also its database's. */
    static String user(Program program) {
        return program.database();
    }

    private static List<Grant> grants(String user, Use use) {
        List<Grant> grants = new ArrayList<>();
        for (String topic : TOPICS) {
            for (String name : List.of(topic, topic + DEAD_LETTERS)) {
                grants.add(new Grant(user, TOPIC, name, "CREATE"));
                grants.add(new Grant(user, TOPIC, name, "DESCRIBE"));
            }
        }
        use.hears().forEach(topic -> grants.add(new Grant(user, TOPIC, topic, "READ")));
        use.writes().forEach(topic -> grants.add(new Grant(user, TOPIC, topic, "WRITE")));
        grants.add(new Grant(user, "TRANSACTIONAL_ID", user + "-outbox", "WRITE"));
        for (String topic : use.handles()) {
            grants.add(new Grant(user, TOPIC, topic, "READ"));
            grants.add(new Grant(user, TOPIC, topic + DEAD_LETTERS, "READ"));
            grants.add(new Grant(user, TOPIC, topic + DEAD_LETTERS, "WRITE"));
        }
        if (!use.handles().isEmpty()) {
            grants.add(new Grant(user, "GROUP", user + "-*", "READ"));
        }
        return grants.stream().distinct().toList();
    }
}
