package org.pressroom.comment.staff;

import java.util.Set;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.stereotype.Component;

/** The names that strangers do not sign with: those of staff, and what sounds as if the site itself spoke. */
@Component
public class StaffNames {

    private final ReservedNames signatures;

    StaffNames(SiteProperties site) {
        this.signatures = new ReservedNames(site.name());
    }

    /**
     * What a stranger's name may be taken for. It takes some milliseconds, so not on an event loop.
     *
     * @return skeletons, of which none of the staff may have one
     * @throws RefusedException invalid, {@code author.name}: where readers could take it for one of the site, and where it
     *     has more letters than any name
     */
    public Set<String> skeletonsOf(String name) {
        if (signatures.isTooLong(name)) {
            throw invalid("is too long when all its letters are written out");
        }
        if (signatures.speaksForTheSite(name)) {
            throw refused();
        }
        return signatures.mayBe(name);
    }

    /** Why nobody else signs with such a name: invalid, {@code author.name}. */
    public static RefusedException refused() {
        return invalid("is kept for those who run this site: sign in, or take another name");
    }

    private static RefusedException invalid(String message) {
        return RefusedException.invalid("author.name", message);
    }
}
