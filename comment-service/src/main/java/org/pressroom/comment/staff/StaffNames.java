package org.pressroom.comment.staff;

import java.util.Set;
import org.pressroom.common.site.SiteName;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.stereotype.Component;

/** The names that strangers do not sign with: those of staff, and what sounds as if the site itself spoke. */
@Component
public class StaffNames {

    /** What is reserved while the site is called so. */
    private record Signatures(String siteName, ReservedNames reserved) {}

    private final SiteName siteName;
    private volatile Signatures known;

    StaffNames(SiteName siteName) {
        this.siteName = siteName;
        this.known = signatures(siteName.get());
    }

    private static Signatures signatures(String siteName) {
        return new Signatures(siteName, new ReservedNames(siteName));
    }

    private ReservedNames signatures() {
        String name = siteName.get();
        Signatures current = known;
        if (!current.siteName().equals(name)) {
            current = signatures(name);
            known = current;
        }
        return current.reserved();
    }

    /**
     * What a stranger's name may be taken for. It takes some milliseconds, so not on an event loop.
     *
     * @return skeletons, of which none of the staff may have one
     * @throws RefusedException invalid, {@code author.name}: where readers could take it for one of the site, and where it
     *     has more letters than any name
     */
    public Set<String> skeletonsOf(String name) {
        ReservedNames signatures = signatures();
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
