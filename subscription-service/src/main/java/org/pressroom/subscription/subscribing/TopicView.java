package org.pressroom.subscription.subscribing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.subscription.articles.TopicNameRepository;

/**
 * What is subscribed to, as people read it.
 *
 * @param name what the category, tag or author is called; missing where no article was published with it
 */
record TopicView(
        String kind,
        @Nullable String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name) {

    static List<TopicView> of(List<Topic> topics, Map<TopicNameRepository.Key, String> names) {
        return topics.stream()
                .map(topic -> new TopicView(
                        topic.kind(),
                        topic.key(),
                        names.get(new TopicNameRepository.Key(topic.kind(), topic.storedKey()))))
                .toList();
    }

    /** What has a name. */
    static List<TopicNameRepository.Key> keys(List<Topic> topics) {
        return topics.stream()
                .flatMap(topic -> topic.key() == null
                        ? Stream.empty()
                        : Stream.of(new TopicNameRepository.Key(topic.kind(), topic.key())))
                .toList();
    }
}
