package org.pressroom.gateway.site.subscriptions;

import java.util.List;
import org.pressroom.common.contract.TopicView;
import org.pressroom.gateway.site.look.SiteLocale;

/**
 * What somebody is sent, in words.
 *
 * @param phrase a part of a sentence, such as "each new article in Craft"
 * @param listed where there are several topics, each of them; else empty
 */
record Chosen(String phrase, List<String> listed) {

    static Chosen of(List<TopicView> topics, SiteLocale locale) {
        boolean everything = topics.isEmpty() || topics.stream().anyMatch(topic -> topic.key() == null);
        if (everything) {
            return new Chosen(locale.message("chosen.all"), List.of());
        }
        if (topics.size() == 1) {
            TopicView one = topics.get(0);
            return new Chosen(locale.message("chosen." + one.kind(), one.label()), List.of());
        }
        return new Chosen(
                locale.message("chosen.several", topics.size()),
                topics.stream()
                        .map(topic -> locale.message("manage.topic." + topic.kind(), topic.label()))
                        .toList());
    }
}
