package org.pressroom.gateway.site;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The offer to subscribe: to everything, or to what the page is about.
 *
 * @param topic the choice that is marked: {@code all}, or a kind and a slug such as {@code category:essays}
 * @param choices null where there is nothing to choose: the topic is then sent as it is
 */
record SubscriptionForm(
        String email,
        String topic,
        @Nullable List<Choice> choices,
        Map<String, String> errors,
        @Nullable String problem) {
    static final String EVERYTHING = "all";
    private static final List<String> KINDS = List.of("category", "tag", "author");

    /** One thing to subscribe to, as the form sends it and as a reader reads it. */
    record Choice(String value, String label) {}

    static SubscriptionForm toEverything() {
        return new SubscriptionForm("", EVERYTHING, null, Map.of(), null);
    }

    static SubscriptionForm to(String kind, String slug, String name, String everything) {
        return new SubscriptionForm(
                "",
                EVERYTHING,
                List.of(new Choice(EVERYTHING, everything), new Choice(kind + ":" + slug, name)),
                Map.of(),
                null);
    }

    static SubscriptionForm of(MultiValueMap<String, String> fields) {
        String topic = FormFields.text(fields, "topic");
        return new SubscriptionForm(
                FormFields.text(fields, "email").strip(), topic.isBlank() ? EVERYTHING : topic, null, Map.of(), null);
    }

    SubscriptionForm refused(Map<String, String> errors, String problem) {
        return new SubscriptionForm(email, topic, choices, Map.copyOf(errors), problem);
    }

    /** What was wrong with a field, or null. Public, as all that templates reach. */
    public @Nullable String wrong(String field) {
        return errors.get(field);
    }

    /** As {@code POST /api/subscriptions} takes it. A topic that no form of ours sends counts as everything. */
    Map<String, Object> toJson() {
        int colon = topic.indexOf(':');
        String kind = colon < 0 ? EVERYTHING : topic.substring(0, colon);
        Map<String, String> chosen = KINDS.contains(kind)
                ? Map.of("kind", kind, "key", topic.substring(colon + 1))
                : Map.of("kind", EVERYTHING);
        return Map.of("email", email, "topics", List.of(chosen), "frequency", "instant");
    }
}
