package org.pressroom.article.writing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;

/** Which articles writers may touch: editors and admins any, authors and contributors their own. Who is a writer, {@link ForWriters} asks. */
@PlainJava
public final class ArticleAccess {

    private ArticleAccess() {}

    /**
     * Lets pass who may touch this writer's articles.
     *
     * @throws RefusedException not allowed, for another's article
     */
    public static void requireAccess(Actor actor, UUID authorId) {
        boolean own = actor instanceof Actor.Account account && account.id().equals(authorId);
        if (!own && !seesAll(actor)) {
            throw RefusedException.notAllowed("This is somebody else's article.");
        }
    }

    /**
     * Whether somebody decides what readers see of articles that are theirs to touch. A contributor does not, and hands
     * them in.
     */
    public static boolean mayPublish(Actor actor) {
        return actor.mayActAs(Role.AUTHOR, Role.EDITOR, Role.ADMIN);
    }

    /** The one writer whose articles somebody may see; null for all. */
    public static @Nullable UUID onlyAuthor(Actor.Account actor) {
        return seesAll(actor) ? null : actor.id();
    }

    private static boolean seesAll(Actor actor) {
        return actor.mayActAs(Role.EDITOR, Role.ADMIN);
    }
}
