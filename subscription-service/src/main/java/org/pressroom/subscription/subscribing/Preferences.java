package org.pressroom.subscription.subscribing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.text.Slug;
import org.pressroom.common.usecase.RefusedException;

/** What somebody wants to be sent, checked. */
@PlainJava
record Preferences(List<Topic> topics, Frequency frequency) {

    static final int MOST_TOPICS = 20;

    /** One request after another may add up to more than one may name. */
    static final int MOST_TOPICS_IN_ALL = 100;

    static final Preferences NOTHING = new Preferences(List.of(), Frequency.INSTANT);

    private static final Comparator<Topic> ORDER =
            Comparator.comparing(Topic::kind).thenComparing(Topic::storedKey);

    private static final Set<String> KINDS = Set.of("category", "tag", "author");

    /**
     * A topic as a request names it.
     *
     * @param key the slug of a category, a tag or an author, which all kinds but {@code all} need
     */
    record TopicRequest(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"all", "category", "tag", "author"})
            @Nullable
            String kind,

            @Nullable String key) {}

    /**
     * Checks what a request asks for.
     *
     * @param topics everything where null
     * @param frequency {@code instant} where null
     * @param errors receives what is wrong
     */
    static Preferences check(
            @Nullable List<@Nullable TopicRequest> topics, @Nullable String frequency, List<FieldProblem> errors) {
        return new Preferences(
                topics == null ? List.of(Topic.ALL) : topics(topics, MOST_TOPICS, errors),
                frequency(frequency, errors));
    }

    /**
     * The same for a change of what is there: what is null stays.
     *
     * @throws RefusedException invalid
     */
    static Preferences change(
            Preferences current, @Nullable List<@Nullable TopicRequest> topics, @Nullable String frequency) {
        List<FieldProblem> errors = new ArrayList<>();
        Preferences changed = new Preferences(
                topics == null ? current.topics() : topics(topics, MOST_TOPICS_IN_ALL, errors),
                frequency == null ? current.frequency() : frequency(frequency, errors));
        if (!errors.isEmpty()) {
            throw RefusedException.invalid(errors);
        }
        return changed;
    }

    /** Both together, with the frequency of this one. */
    Preferences and(Preferences other) {
        Set<Topic> all = new LinkedHashSet<>(other.topics());
        all.addAll(topics);
        return new Preferences(List.copyOf(all), frequency);
    }

    /** The same in the one order in which it is kept and shown. */
    Preferences ordered() {
        return new Preferences(topics.stream().sorted(ORDER).toList(), frequency);
    }

    /** Whether the other holds nothing that this one does not. */
    boolean covers(Preferences other) {
        boolean everything = topics.contains(Topic.ALL);
        return frequency == other.frequency() && (everything || topics.containsAll(other.topics()));
    }

    private static List<Topic> topics(List<@Nullable TopicRequest> bodies, int most, List<FieldProblem> errors) {
        if (bodies.isEmpty() || bodies.size() > most) {
            errors.add(new FieldProblem("topics", "must have 1 to " + most + " entries"));
            return List.of();
        }
        Set<Topic> topics = new LinkedHashSet<>();
        for (int i = 0; i < bodies.size(); i++) {
            Topic topic = topic("topics[" + i + "]", bodies.get(i), errors);
            if (topic != null) {
                topics.add(topic);
            }
        }
        return List.copyOf(topics);
    }

    private static @Nullable Topic topic(String field, @Nullable TopicRequest body, List<FieldProblem> errors) {
        String kind = body == null ? null : body.kind();
        String key = body == null ? null : body.key();
        if (kind == null) {
            errors.add(new FieldProblem(field + ".kind", "is required"));
            return null;
        }
        if (kind.equals("all")) {
            if (key != null) {
                errors.add(new FieldProblem(field + ".key", "must not be there for this kind"));
            }
            return Topic.ALL;
        }
        if (kind.equals("thread")) {
            errors.add(new FieldProblem(field + ".kind", "mail about replies is not offered yet"));
            return null;
        }
        if (!KINDS.contains(kind)) {
            errors.add(new FieldProblem(field + ".kind", "must be all, category, tag or author"));
            return null;
        }
        if (key == null) {
            errors.add(new FieldProblem(field + ".key", "is required for this kind"));
            return null;
        }
        if (!Slug.isValid(key)) {
            errors.add(new FieldProblem(field + ".key", Slug.RULE));
            return null;
        }
        return new Topic(kind, key);
    }

    private static Frequency frequency(@Nullable String name, List<FieldProblem> errors) {
        Frequency frequency =
                name == null ? Frequency.INSTANT : Frequency.named(name).orElse(null);
        if (frequency == null) {
            errors.add(new FieldProblem("frequency", "must be instant, daily or weekly"));
            return Frequency.INSTANT;
        }
        if (!frequency.isSent()) {
            errors.add(new FieldProblem("frequency", "digests are not sent yet: choose instant"));
        }
        return frequency;
    }
}
