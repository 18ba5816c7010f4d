package org.pressroom.article.writing;

import org.pressroom.common.usecase.Actor;

/**
 * Start a draft.
 *
 * @param author whose it is to be
 */
public record StartDraft(Actor.Account author, Manuscript manuscript) {}
