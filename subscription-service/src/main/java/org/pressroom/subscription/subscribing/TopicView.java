package org.pressroom.subscription.subscribing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.subscription.articles.TopicNames;

/**
 * What is subscribed to, as people read it.
 *
 * @param name what the category, tag or author is called; missing where no article was published with it
 */
record TopicView(
        String kind,
        @Nullable String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name) {

    static List<TopicView> of(List<Subject> subjects, Map<TopicNames.Key, String> names) {
        return subjects.stream()
                .map(subject -> new TopicView(
                        subject.kind(),
                        subject.key(),
                        names.get(new TopicNames.Key(subject.kind(), subject.storedKey()))))
                .toList();
    }

    /** What has a name. */
    static List<TopicNames.Key> keys(List<Subject> subjects) {
        return subjects.stream()
                .flatMap(subject -> subject.key() == null
                        ? Stream.empty()
                        : Stream.of(new TopicNames.Key(subject.kind(), subject.key())))
                .toList();
    }
}
