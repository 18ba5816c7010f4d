package org.pressroom.common.usecase;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a thing somebody means to change, so that nobody overwrites what they have not seen.
 *
 * @param versions any of these; null for whichever it is; empty where nobody has said
 */
public record ExpectedVersion(@Nullable Set<Long> versions) {

    /** Whichever it is by now. */
    public static final ExpectedVersion ANY = new ExpectedVersion(null);

    public ExpectedVersion {
        versions = versions == null ? null : Set.copyOf(versions);
    }

    public static ExpectedVersion of(long version) {
        return new ExpectedVersion(Set.of(version));
    }

    /**
     * Lets pass the version that is meant.
     *
     * @throws RefusedException {@link Refusal.Stale} for another
     */
    public void require(long version) {
        if (versions != null && !versions.contains(version)) {
            throw RefusedException.stale();
        }
    }
}
