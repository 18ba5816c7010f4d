package org.pressroom.subscription.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pressroom.common.text.Isolates;
import org.pressroom.subscription.delivery.Message.NamedTopic;

/**
 * Says what somebody is sent, by the names of what was chosen: "each new article in Craft and by Ada Kern". What has no
 * name is counted.
 */
final class TopicPhrase {

    /** More are counted and not named. */
    private static final int NAMED = 5;

    private TopicPhrase() {}

    static String of(List<NamedTopic> topics) {
        boolean everything = topics.isEmpty()
                || topics.stream().anyMatch(topic -> topic.kind().equals("all"));
        if (everything) {
            return "each new article";
        }
        List<String> phrases = topics.stream()
                .filter(topic -> !topic.name().isEmpty())
                .limit(NAMED)
                .map(TopicPhrase::of)
                .collect(Collectors.toCollection(ArrayList::new));
        int others = topics.size() - phrases.size();
        if (others > 0) {
            phrases.add(counted(others, phrases.isEmpty() ? "" : " more"));
        }
        String last = phrases.remove(phrases.size() - 1);
        return "each new article " + (phrases.isEmpty() ? last : String.join(", ", phrases) + " and " + last);
    }

    private static String counted(int topics, String more) {
        return topics == 1 ? "on one" + more + " topic" : "on " + topics + more + " topics";
    }

    private static String of(NamedTopic topic) {
        return switch (topic.kind()) {
            case "category" -> "in " + Isolates.isolated(topic.name());
            case "tag" -> "with the tag " + Isolates.isolated(topic.name());
            default -> "by " + Isolates.isolated(topic.name());
        };
    }
}
