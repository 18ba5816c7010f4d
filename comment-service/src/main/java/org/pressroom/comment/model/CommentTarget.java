package org.pressroom.comment.model;

import org.pressroom.common.usecase.RefusedException;

/** The article that somebody wants to comment on. */
public record CommentTarget(ArticleStatus status, CommentPolicy policy) {

    /** Whether it takes comments. */
    public boolean isOpen() {
        return status == ArticleStatus.PUBLISHED && policy != CommentPolicy.CLOSED;
    }

    /** Why a comment was not taken: for the article, or else for what it answers. */
    public RefusedException refusal() {
        if (status == ArticleStatus.REMOVED) {
            return RefusedException.notFound("There is no such article.");
        } else if (status == ArticleStatus.UNPUBLISHED) {
            return RefusedException.conflict("This article is not published.");
        }
        return isOpen()
                ? RefusedException.invalid("parentId", "is no comment of this thread")
                : RefusedException.conflict("This article takes no comments.");
    }
}
