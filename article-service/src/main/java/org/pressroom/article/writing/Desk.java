package org.pressroom.article.writing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.Role;

/** Who may touch which articles: editors and admins any, authors their own, others none. */
public final class Desk {

    private Desk() {}

    /**
     * Lets pass who writes at all.
     *
     * @return the caller's account
     * @throws ProblemException 401 for strangers, 403 for other staff
     */
    public static UUID requireWriter(Caller caller) {
        caller.require(Role.AUTHOR, Role.EDITOR, Role.ADMIN);
        return caller.requireAccount();
    }

    /**
     * Lets pass who may touch this writer's articles.
     *
     * @throws ProblemException as {@link #requireWriter}, and 403 for another's article
     */
    public static void requireAccess(Caller caller, UUID authorId) {
        UUID account = requireWriter(caller);
        if (!seesAll(caller) && !account.equals(authorId)) {
            throw Problems.forbidden("This is somebody else's article.");
        }
    }

    /** The one writer whose articles the caller may see; null for all. */
    public static @Nullable UUID onlyAuthor(Caller caller) {
        UUID account = requireWriter(caller);
        return seesAll(caller) ? null : account;
    }

    private static boolean seesAll(Caller caller) {
        return caller.has(Role.EDITOR, Role.ADMIN);
    }
}
