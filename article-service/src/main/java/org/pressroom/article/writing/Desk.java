package org.pressroom.article.writing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.Role;

/** Which articles writers may touch: editors and admins any, authors their own. Who is a writer, {@link ForWriters} asks. */
public final class Desk {

    private Desk() {}

    /**
     * Lets pass who may touch this writer's articles.
     *
     * @throws ProblemException 403 for another's article
     */
    public static void requireAccess(Caller caller, UUID authorId) {
        if (!seesAll(caller) && !authorId.equals(caller.accountId())) {
            throw Problems.forbidden("This is somebody else's article.");
        }
    }

    /** The one writer whose articles the caller may see; null for all. */
    public static @Nullable UUID onlyAuthor(Caller caller) {
        return seesAll(caller) ? null : caller.requireAccount();
    }

    private static boolean seesAll(Caller caller) {
        return caller.has(Role.EDITOR, Role.ADMIN);
    }
}
