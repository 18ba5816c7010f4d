package org.pressroom.comment.moderation.rules;

import java.util.Map;
import java.util.Set;

/** What was gathered about one comment: at most one thing of a kind. */
public final class Evidence {

    public static final Evidence NONE = new Evidence(Map.of());

    private final Map<Class<?>, Object> byKind;

    /** @param byKind each an instance of the kind that it stands under */
    public Evidence(Map<Class<?>, Object> byKind) {
        byKind.forEach(Evidence::check);
        this.byKind = Map.copyOf(byKind);
    }

    /**
     * The evidence of a kind.
     *
     * @throws IllegalArgumentException where there is none: a rule asks for what it said that it needs
     */
    public <E> E of(Class<E> kind) {
        Object found = byKind.get(kind);
        if (found == null) {
            throw new IllegalArgumentException("there is no " + kind.getSimpleName());
        }
        return kind.cast(found);
    }

    private static void check(Class<?> kind, Object found) {
        if (!kind.isInstance(found)) {
            throw new IllegalArgumentException(found.getClass() + " is no " + kind);
        }
    }

    boolean hasAll(Set<Class<?>> kinds) {
        return byKind.keySet().containsAll(kinds);
    }
}
