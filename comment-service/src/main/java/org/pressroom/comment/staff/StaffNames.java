package org.pressroom.comment.staff;

import java.util.Set;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The names that strangers do not sign with: those of staff, and what sounds as if the site itself spoke. */
@Component
public class StaffNames {

    private final StaffRepository staff;
    private final ReservedNames signatures;

    StaffNames(StaffRepository staff, SiteProperties site) {
        this.staff = staff;
        this.signatures = new ReservedNames(site.name());
    }

    /**
     * What a stranger's name may be taken for. It takes some milliseconds, so not on an event loop.
     *
     * @return skeletons to be asked about by {@link #requireFree}
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

    /** Refused as invalid, {@code author.name}, where one of the staff has a name of one of these skeletons. */
    public Mono<Void> requireFree(Set<String> skeletons) {
        return staff.anyOf(skeletons).flatMap(taken -> taken ? Mono.error(StaffNames::refused) : Mono.empty());
    }

    private static RefusedException refused() {
        return invalid("is kept for those who run this site: sign in, or take another name");
    }

    private static RefusedException invalid(String message) {
        return RefusedException.invalid("author.name", message);
    }
}
