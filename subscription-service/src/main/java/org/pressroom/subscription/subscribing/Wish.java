package org.pressroom.subscription.subscribing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.text.Slug;
import org.pressroom.common.usecase.RefusedException;

/** What somebody wants to be sent, checked. */
record Wish(List<Subject> subjects, Frequency frequency) {

    static final int MOST_SUBJECTS = 20;

    /** One request after another may add up to more than one may name. */
    static final int MOST_SUBJECTS_IN_ALL = 100;

    static final Wish NOTHING = new Wish(List.of(), Frequency.INSTANT);

    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::kind).thenComparing(Subject::storedKey);

    private static final Set<String> KINDS = Set.of("category", "tag", "author");

    /** A subject as a request names it. */
    record SubjectBody(@Nullable String kind, @Nullable String key) {}

    /**
     * Checks what a request asks for.
     *
     * @param subjects everything where null
     * @param frequency {@code instant} where null
     * @param errors receives what is wrong
     */
    static Wish check(
            @Nullable List<@Nullable SubjectBody> subjects, @Nullable String frequency, List<FieldProblem> errors) {
        return new Wish(
                subjects == null ? List.of(Subject.ALL) : subjects(subjects, MOST_SUBJECTS, errors),
                frequency(frequency, errors));
    }

    /**
     * The same for a change of what is there: what is null stays.
     *
     * @throws RefusedException invalid
     */
    static Wish change(Wish current, @Nullable List<@Nullable SubjectBody> subjects, @Nullable String frequency) {
        List<FieldProblem> errors = new ArrayList<>();
        Wish changed = new Wish(
                subjects == null ? current.subjects() : subjects(subjects, MOST_SUBJECTS_IN_ALL, errors),
                frequency == null ? current.frequency() : frequency(frequency, errors));
        if (!errors.isEmpty()) {
            throw RefusedException.invalid(errors);
        }
        return changed;
    }

    /** Both together, with the frequency of this one. */
    Wish and(Wish other) {
        Set<Subject> all = new LinkedHashSet<>(other.subjects());
        all.addAll(subjects);
        return new Wish(List.copyOf(all), frequency);
    }

    /** The same in the one order in which it is kept and shown. */
    Wish ordered() {
        return new Wish(subjects.stream().sorted(ORDER).toList(), frequency);
    }

    /** Whether the other holds nothing that this one does not. */
    boolean covers(Wish other) {
        boolean everything = subjects.contains(Subject.ALL);
        return frequency == other.frequency() && (everything || subjects.containsAll(other.subjects()));
    }

    private static List<Subject> subjects(List<@Nullable SubjectBody> bodies, int most, List<FieldProblem> errors) {
        if (bodies.isEmpty() || bodies.size() > most) {
            errors.add(new FieldProblem("topics", "must have 1 to " + most + " entries"));
            return List.of();
        }
        Set<Subject> subjects = new LinkedHashSet<>();
        for (int i = 0; i < bodies.size(); i++) {
            Subject subject = subject("topics[" + i + "]", bodies.get(i), errors);
            if (subject != null) {
                subjects.add(subject);
            }
        }
        return List.copyOf(subjects);
    }

    private static @Nullable Subject subject(String field, @Nullable SubjectBody body, List<FieldProblem> errors) {
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
            return Subject.ALL;
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
            errors.add(new FieldProblem(
                    field + ".key",
                    "must be a slug: lower-case words of a-z and 0-9 joined by '-', at most " + Slug.MAX_LENGTH
                            + " characters"));
            return null;
        }
        return new Subject(kind, key);
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
