package org.pressroom.gateway.site.subscriptions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.Named;
import org.pressroom.common.contract.SubscriptionView;
import org.pressroom.common.contract.TopicView;
import org.pressroom.gateway.site.look.SiteLocale;
import org.springframework.util.MultiValueMap;

/**
 * The form by which a subscriber changes what they are sent.
 *
 * @param everything whether everything is marked
 * @param problem what is wrong with what was sent, or null
 */
record ManageForm(
        boolean everything, List<Choice> choices, @Nullable String problem) {
    private static final Set<String> KINDS = Set.of("category", "tag", "author");

    /** A topic that can be marked. */
    record Choice(String value, String label, boolean marked) {}

    /** What is subscribed to, marked, and the categories that could be as well. */
    static ManageForm of(SubscriptionView subscription, List<Named> categories, SiteLocale locale) {
        List<String> marked =
                subscription.topics().stream().map(ManageForm::value).toList();
        return new ManageForm(
                marked.contains(SubscriptionForm.EVERYTHING), choices(subscription, categories, marked, locale), null);
    }

    /** The same with what was just sent marked, and what is wrong with it. */
    ManageForm refused(List<String> sent, String problem) {
        return new ManageForm(
                sent.contains(SubscriptionForm.EVERYTHING),
                choices.stream()
                        .map(choice -> new Choice(choice.value(), choice.label(), sent.contains(choice.value())))
                        .toList(),
                problem);
    }

    /** As the form sends it: {@code all}, or kind and key such as {@code category:essays}. */
    private static String value(TopicView topic) {
        return topic.key() == null ? topic.kind() : topic.kind() + ":" + topic.key();
    }

    /** What the form sends. */
    static List<String> sent(MultiValueMap<String, String> fields) {
        return fields.getOrDefault("topic", List.of());
    }

    /** As {@code PATCH /api/subscriptions/{manageToken}} takes it. Everything makes all else needless. */
    static List<Map<String, String>> toJson(List<String> sent) {
        if (sent.contains(SubscriptionForm.EVERYTHING)) {
            return List.of(Map.of("kind", SubscriptionForm.EVERYTHING));
        }
        List<Map<String, String>> topics = new ArrayList<>();
        for (String value : sent) {
            int colon = value.indexOf(':');
            if (colon > 0 && KINDS.contains(value.substring(0, colon))) {
                topics.add(Map.of("kind", value.substring(0, colon), "key", value.substring(colon + 1)));
            }
        }
        return topics;
    }

    private static List<Choice> choices(
            SubscriptionView subscription, List<Named> categories, List<String> marked, SiteLocale locale) {
        Map<String, String> labels = new LinkedHashMap<>();
        categories.forEach(category ->
                labels.put("category:" + category.slug(), locale.message("manage.topic.category", category.name())));
        subscription.topics().stream()
                .filter(topic -> topic.key() != null)
                .forEach(topic -> labels.putIfAbsent(
                        value(topic), locale.message("manage.topic." + topic.kind(), topic.label())));
        return labels.entrySet().stream()
                .map(label -> new Choice(label.getKey(), label.getValue(), marked.contains(label.getKey())))
                .collect(Collectors.toList());
    }
}
