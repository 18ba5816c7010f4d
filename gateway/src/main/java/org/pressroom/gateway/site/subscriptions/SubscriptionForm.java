package org.pressroom.gateway.site.subscriptions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.site.rendering.FormFields;
import org.springframework.util.MultiValueMap;

/**
 * The offer to subscribe: to everything, or to what the page is about.
 *
 * @param topic the choice that is marked: {@code all}, or a kind and a slug such as {@code category:essays}
 * @param offered what a page offers besides everything, as a topic is written; {@code all} for nothing
 * @param choices null where there is nothing to choose: the topic is then sent as it is
 */
public record SubscriptionForm(
        String email,
        String topic,
        String offered,
        @Nullable List<Choice> choices,
        Map<String, String> errors,
        @Nullable String problem) {
    static final String EVERYTHING = "all";
    private static final List<String> KINDS = List.of("category", "tag", "author");

    /** One thing to subscribe to, as the form sends it and as a reader reads it. */
    record Choice(String value, String label) {}

    public static SubscriptionForm toEverything() {
        return new SubscriptionForm("", EVERYTHING, EVERYTHING, null, Map.of(), null);
    }

    public static SubscriptionForm to(String kind, String slug, String name, String everything) {
        return new SubscriptionForm("", EVERYTHING, kind + ":" + slug, null, Map.of(), null).offering(name, everything);
    }

    /** The same with a choice between everything and what is offered, by its name. */
    SubscriptionForm offering(String name, String everything) {
        return new SubscriptionForm(
                email,
                topic,
                offered,
                List.of(new Choice(EVERYTHING, everything), new Choice(offered, name)),
                errors,
                problem);
    }

    static SubscriptionForm of(MultiValueMap<String, String> fields) {
        String topic = FormFields.text(fields, "topic");
        String chosen = topic.isBlank() ? EVERYTHING : topic;
        String offered = FormFields.text(fields, "offered");
        return new SubscriptionForm(
                FormFields.text(fields, "email").strip(),
                chosen,
                offered.isBlank() ? chosen : offered,
                null,
                Map.of(),
                null);
    }

    SubscriptionForm refused(Map<String, String> errors, String problem) {
        return new SubscriptionForm(email, topic, offered, choices, Map.copyOf(errors), problem);
    }

    /** The same for everything, where what was chosen is not to be had. */
    SubscriptionForm withoutChoice() {
        return new SubscriptionForm(email, EVERYTHING, EVERYTHING, null, errors, problem);
    }

    /** What a topic is written as, in parts: its kind, and its slug. Null for everything, and for what no form sends. */
    static @Nullable List<String> parts(String topic) {
        int colon = topic.indexOf(':');
        return colon > 0 && KINDS.contains(topic.substring(0, colon))
                ? List.of(topic.substring(0, colon), topic.substring(colon + 1))
                : null;
    }

    /** What was wrong with a field, or null. Public, as all that templates reach. */
    public @Nullable String wrong(String field) {
        return errors.get(field);
    }

    /** As {@code POST /api/subscriptions} takes it. A topic that no form of ours sends counts as everything. */
    Map<String, Object> toJson() {
        List<String> parts = parts(topic);
        Map<String, String> chosen =
                parts == null ? Map.of("kind", EVERYTHING) : Map.of("kind", parts.get(0), "key", parts.get(1));
        return Map.of("email", email, "topics", List.of(chosen), "frequency", "instant");
    }
}
