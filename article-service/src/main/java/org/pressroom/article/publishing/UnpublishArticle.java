package org.pressroom.article.publishing;

import java.util.UUID;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;

/**
 * Take an article from readers.
 *
 * @param expected the draft's version
 */
public record UnpublishArticle(UUID id, Actor actor, ExpectedVersion expected) {}
