package org.pressroom.article.writing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.PasswordRule;
import org.pressroom.article.access.Visibility;
import org.pressroom.common.PlainJava;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;

/** What a draft may be, beyond what each of its fields may. */
@PlainJava
public final class DraftRules {

    private static final String ARTICLES_ALONE = "is for articles alone";

    private DraftRules() {}

    /**
     * Lets pass what somebody may start with.
     *
     * @throws RefusedException not allowed, where pages are not theirs to write; invalid, where fields do not go together
     */
    static void requireStarted(DraftContent content, Actor actor) {
        requireWriter(content.kind(), actor);
        List<FieldProblem> faults = new ArrayList<>();
        requirePassword(content, null, faults);
        requireFitting(content, faults);
    }

    /**
     * Lets pass what somebody may make of a draft.
     *
     * @param passwordHash of the password that it has where the content brings none; null for none
     * @throws RefusedException as where one is started; invalid where it would be of another kind than readers know; and a
     *     conflict where it goes public by itself, which who may not publish must not change
     */
    static void requireRevised(Draft draft, DraftContent content, @Nullable String passwordHash, Actor actor) {
        requireWriter(draft.content().kind(), actor);
        requireWriter(content.kind(), actor);
        Schedule schedule = draft.schedule();
        if (schedule != null && schedule.publishesLater() && !ArticleAccess.mayPublish(actor)) {
            throw RefusedException.conflict(
                    "This article is scheduled as it is. Ask an editor to take that back first.");
        }
        List<FieldProblem> faults = new ArrayList<>();
        if (draft.status() != PublicationStatus.DRAFT && draft.content().kind() != content.kind()) {
            faults.add(new FieldProblem("kind", "must stay what it was when readers saw it first"));
        }
        requirePassword(content, passwordHash, faults);
        requireFitting(content, faults);
    }

    /**
     * Lets pass what readers see.
     *
     * @throws RefusedException a conflict where they do not
     */
    public static void requirePublished(Draft draft) {
        if (draft.status() != PublicationStatus.PUBLISHED) {
            throw RefusedException.conflict("Readers do not see this article.");
        }
    }

    /** The conflict of an article that was published before revisions were kept. */
    public static RefusedException unknownToReaders() {
        return RefusedException.conflict("What readers see of this article was published before revisions were kept.");
    }

    private static void requirePassword(DraftContent content, @Nullable String kept, List<FieldProblem> faults) {
        String password = content.password();
        if (password != null && !PasswordRule.isPossible(password)) {
            faults.add(new FieldProblem("password", "must have at least 4 letters, and at most 72 bytes"));
        } else if (content.visibility() == Visibility.PASSWORD && password == null && kept == null) {
            faults.add(new FieldProblem("password", "must be given"));
        } else if (content.visibility() != Visibility.PASSWORD && password != null) {
            faults.add(new FieldProblem("password", "is for what is read with a password"));
        }
    }

    private static void requireWriter(ArticleKind kind, Actor actor) {
        if (kind == ArticleKind.PAGE && !actor.mayActAs(Role.EDITOR, Role.ADMIN)) {
            throw RefusedException.notAllowed("Pages are written by editors.");
        }
    }

    private static void requireFitting(DraftContent content, List<FieldProblem> faults) {
        if (content.kind() == ArticleKind.PAGE) {
            if (content.category() != null) {
                faults.add(new FieldProblem("category", ARTICLES_ALONE));
            }
            if (!content.tags().isEmpty()) {
                faults.add(new FieldProblem("tags", ARTICLES_ALONE));
            }
            if (content.commentPolicy() != CommentPolicy.CLOSED) {
                faults.add(new FieldProblem("commentPolicy", "must be closed for a page"));
            }
            if (content.commentDays() != null) {
                faults.add(new FieldProblem("commentDays", ARTICLES_ALONE));
            }
        } else if (content.menuPosition() != null) {
            faults.add(new FieldProblem("menuPosition", "is for pages alone"));
        }
        if (!faults.isEmpty()) {
            throw RefusedException.invalid(faults);
        }
    }
}
