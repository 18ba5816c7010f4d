package org.pressroom.article.writing;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;

/**
 * Which articles writers may touch: editors and admins any, authors and contributors those that they are an author of, the
 * first or another. Who is a writer, {@link ForWriters} asks.
 */
@PlainJava
public final class ArticleAccess {

    private ArticleAccess() {}

    /**
     * Lets pass who may touch an article of these authors.
     *
     * @throws RefusedException not allowed, for others' article
     */
    public static void requireAccess(Actor actor, Collection<UUID> authorIds) {
        if (!isAmong(authorIds, actor) && !seesAll(actor)) {
            throw RefusedException.notAllowed("This is somebody else's article.");
        }
    }

    /**
     * Lets pass who may name these authors. Editors and admins may name anybody. All others stay among them themselves; and
     * unless they are the first, they add others behind, and take nobody out.
     *
     * @param before who they are so far
     * @throws RefusedException not allowed
     */
    static void requireNaming(Actor actor, List<UUID> before, List<UUID> after) {
        if (!mayName(actor, before, after)) {
            throw RefusedException.notAllowed(
                    isAmong(after, actor)
                            ? "You can add authors behind the first one. That one, or an editor, can do the rest."
                            : "You would not be among its authors any more. An editor can do that.");
        }
    }

    /** Whether somebody may name these authors, as {@link #requireNaming} has it. */
    static boolean mayName(Actor actor, List<UUID> before, List<UUID> after) {
        boolean addsAlone = after.get(0).equals(before.get(0)) && after.containsAll(before);
        return seesAll(actor) || (isAmong(after, actor) && (isAmong(before.subList(0, 1), actor) || addsAlone));
    }

    private static boolean isAmong(Collection<UUID> authorIds, Actor actor) {
        return actor instanceof Actor.Account account && authorIds.contains(account.id());
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
